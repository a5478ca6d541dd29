package redpacket.gateway.admit;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.CallTable;

/** The calls of one listener, and its pages by path, which need no token. */
public record ListenerCalls(CallTable calls, Map<String, Answer> pages) {
    /** The attribute of an exchange that came by another listener than the public one. */
    public static final String ATTRIBUTE = ListenerCalls.class.getName();

    private static final Pattern PACKET = Pattern.compile("/p/[A-Za-z0-9_-]{24}");

    /** The page of this path, or null. All packet ids share a page, so it tells nothing of a packet. */
    @Nullable
    Answer page(String path) {
        return pages.get(PACKET.matcher(path).matches() ? "/p" : path);
    }
}
