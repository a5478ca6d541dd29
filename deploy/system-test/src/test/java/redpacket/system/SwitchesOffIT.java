package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/** With every switch off what moves money is right all the same; switches outlive a crash of who keeps them. */
class SwitchesOffIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final RunningStack stack = RunningStack.shared();
    private final PublicApi api = stack.api();
    private final Play play = new Play(api);

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (JsonNode item : api.ops("GET", "/ops/v1/switches", null).json().path("items")) {
            names.add(item.path("name").asString());
        }
        return names;
    }

    private void turn(String name, boolean on) {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            Answer answer = api.ops("PUT", "/ops/v1/switches/" + name, "{\"on\":" + on + "}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().path("on").asBoolean()).isEqualTo(on);
        });
    }

    @AfterEach
    void turnEverythingOn() {
        names().forEach(name -> turn(name, true));
    }

    private static String packet(String kind, String more) {
        return "{\"kind\":\"" + kind + "\",\"totalFen\":100,\"count\":2,\"audience\":{\"kind\":\"LINK\"}" + more + "}";
    }

    @Test
    void sendGrabAndOpenAreRightWithEverythingElseOff() {
        long sender = RunningStack.users(10);
        play.topUp(sender, 1_000);
        String before = play.send(sender, packet("LUCKY", ""), "before");
        List<String> names = names();
        assertThat(names)
                .hasSize(11)
                .contains("avatars", "push", "lists", "statistics", "shares", "shake-prizes", "shedding");
        names.forEach(name -> turn(name, false));
        // In effect in every instance soon; how soon is a figure of a benchmark.
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertRefused(api.get(sender, "/v1/wallet/entries"));
            assertRefused(api.post(sender, "/v1/packets", packet("LUCKY", ""), "off"));
        });
        assertRefused(api.post(sender, "/v1/packets", packet("EQUAL", ""), "off"));
        assertRefused(api.post(sender, "/v1/packets", packet("PASSWORD", ",\"password\":\"p\""), "off"));
        assertThat(api.get(sender, "/v1/wallet").number("balanceFen")).isEqualTo(900);
        assertOpened(before, sender);
        // One kind is on again, the rest stays off.
        turn("send-equal", true);
        String after = play.send(sender, packet("EQUAL", ""), "after");
        assertRefused(api.post(sender, "/v1/packets", packet("LUCKY", ""), "off"));
        assertOpened(after, sender + 4);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(api.get(sender, "/v1/wallet").number("balanceFen"))
                        .isEqualTo(800));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("SWITCHED_OFF");
        assertThat(answer.number("retryAfterMillis")).isPositive();
    }

    private void assertOpened(String packet, long after) {
        long sum = 0;
        for (long user = after + 1; user <= after + 2; user++) {
            Answer grabbed = play.post(user, "/v1/packets/" + packet + "/grab", "{}", null);
            assertThat(grabbed.text("outcome")).isEqualTo("GRABBED");
            Answer opened = play.open(user, packet, "{}");
            assertThat(opened.text("outcome")).isEqualTo("OPENED");
            sum += opened.number("amountFen");
            long amount = opened.number("amountFen");
            long opener = user;
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(api.get(opener, "/v1/wallet").number("balanceFen"))
                                    .isEqualTo(amount));
        }
        assertThat(sum).isEqualTo(100);
        assertThat(play.open(after + 3, packet, "{}").text("outcome")).isEqualTo("EMPTY");
        Answer details = api.get(after + 1, "/v1/packets/" + packet);
        assertThat(details.status()).isEqualTo(200);
        assertThat(details.number("openedFen")).isEqualTo(100);
        assertThat(details.json().at("/sender/nickname").isNull()).isTrue();
    }

    @Test
    void switchesOutliveACrash() {
        long user = RunningStack.users(1);
        turn("lists", false);
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertRefused(api.get(user, "/v1/wallet/entries")));
        stack.crash("packet");
        stack.crash("gateway");
        Awaitility.await().atMost(SOON).until(() -> stack.isReady("packet", "gateway"));
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertRefused(api.get(user, "/v1/wallet/entries")));
    }
}
