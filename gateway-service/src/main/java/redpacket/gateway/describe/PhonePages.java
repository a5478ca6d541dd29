package redpacket.gateway.describe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.describe.PageWithAssets.Asset;
import tools.jackson.databind.json.JsonMapper;

/**
 * The phone: the web application at {@code /}, and the same page for every share link. Its files are built from {@code
 * web/phone}. The page asks no service and shows nothing of a packet before the user has signed in.
 */
final class PhonePages {
    private static final String PAGE = "/phone";
    private static final String CONFIGURATION = "/app-config";

    private PhonePages() {}

    static Map<String, Answer> of(PhoneSettings settings) {
        Map<String, Answer> pages = new HashMap<>(PageWithAssets.of(
                PAGE,
                "/phone/index.html",
                List.of(
                        new Asset("style", "/phone/phone.css", PageWithAssets.CSS),
                        new Asset("phone", "/phone/phone.js", PageWithAssets.JAVASCRIPT),
                        new Asset("icon", "/phone/icon.svg", "image/svg+xml"))));
        Answer page = pages.remove(PAGE);
        pages.put("/", page);
        pages.put("/p", page);
        pages.put(CONFIGURATION, Answer.of(200, Answer.JSON, new JsonMapper().writeValueAsString(settings)));
        return pages;
    }
}
