package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.local.api.EventStream;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/** What the public contract promises about people, through the gateway: text, cursors, inbox, thanks and streams. */
class PeopleContractIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String LINK = "{\"kind\":\"LINK\"}";
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u202Eabc", "\u2067abc", "客服\u200B", " ", "a\\u0000b"})
    void textThatMisleadsIsRefused(String text) {
        long user = RunningStack.users(1);
        assertThat(profile(user, text).status()).isEqualTo(400);
        assertThat(play.post(user, "/v1/groups", "{\"name\":\"" + text + "\",\"memberIds\":[]}", "g")
                        .status())
                .isEqualTo(400);
        assertThat(play.post(user, "/v1/packets", lucky(",\"greeting\":\"" + text + "\""), "p")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void textIsStoredInNormalFormCAndCountedAsItIsRead() {
        long user = RunningStack.users(1);
        assertThat(profile(user, "Ame\u0301lie").text("nickname")).isEqualTo("Am\u00E9lie");
        assertThat(play.get(user, "/v1/profile").text("nickname")).isEqualTo("Am\u00E9lie");
        assertThat(profile(user, FAMILY.repeat(40)).status()).isEqualTo(200);
        assertThat(profile(user, FAMILY.repeat(41)).status()).isEqualTo(400);
        play.topUp(user, 1_000);
        String greeting = FAMILY.repeat(60);
        String packetId = play.send(user, lucky(",\"greeting\":\"" + greeting + "\""), "p");
        assertThat(play.get(user, "/v1/packets/" + packetId).text("greeting")).isEqualTo(greeting);
    }

    @Test
    void twoSpellingsOfOnePasswordOpen() {
        long sender = RunningStack.users(4);
        play.topUp(sender, 1_000);
        String packetId = play.send(
                sender,
                "{\"kind\":\"PASSWORD\",\"totalFen\":100,\"count\":3,\"password\":\"caf\u00E9\",\"audience\":" + LINK
                        + "}",
                "p");
        assertThat(play.open(sender + 1, packetId, "{\"password\":\"cafe\u0301\"}")
                        .text("outcome"))
                .isEqualTo("OPENED");
        assertThat(play.open(sender + 2, packetId, "{\"password\":\"caf\u00E9\"}")
                        .text("outcome"))
                .isEqualTo("OPENED");
        assertThat(play.open(sender + 3, packetId, "{\"password\":\"cafe\"}").status())
                .isEqualTo(403);
    }

    @Test
    void aCursorBelongsToOneListOfOneUser() {
        long user = RunningStack.users(2);
        play.topUp(user, 1_000);
        play.send(user, lucky(""), "one");
        play.send(user, lucky(""), "two");
        await().atMost(SOON).until(() -> items(user, "/v1/packets/sent").size() == 2);
        String cursor = play.get(user, "/v1/packets/sent?limit=1").text("nextCursor");
        assertThat(play.get(user, "/v1/packets/sent?limit=1&cursor=" + cursor).status())
                .isEqualTo(200);
        for (String path : List.of("/v1/inbox", "/v1/groups", "/v1/packets/received", "/v1/wallet/entries")) {
            assertInvalidCursor(play.get(user, path + "?cursor=" + cursor));
        }
        assertInvalidCursor(play.get(user + 1, "/v1/packets/sent?cursor=" + cursor));
        String entries = play.get(user, "/v1/wallet/entries?limit=1").text("nextCursor");
        assertThat(play.get(user, "/v1/wallet/entries?limit=1&cursor=" + entries)
                        .status())
                .isEqualTo(200);
        assertInvalidCursor(play.get(user + 1, "/v1/wallet/entries?cursor=" + entries));
    }

    @Test
    void anOpenerThanksOnceAndTheSenderReadsIt() {
        long sender = RunningStack.users(4);
        long opener = sender + 1;
        play.topUp(sender, 1_000);
        String packetId = play.send(
                sender,
                "{\"kind\":\"LUCKY\",\"totalFen\":100,\"count\":2,\"audience\":{\"kind\":\"USERS\",\"userIds\":[\""
                        + opener + "\",\"" + (sender + 2) + "\"]}}",
                "p");
        play.open(opener, packetId, "{}");
        String path = "/v1/packets/" + packetId + "/thanks";
        Answer first = play.post(opener, path, "{\"text\":\"thank you\"}", "one");
        assertThat(first.status()).as("%s", first).isEqualTo(201);
        assertThat(play.post(opener, path, "{\"text\":\"again\"}", "two").json())
                .isEqualTo(first.json());
        assertThat(play.post(sender + 2, path, "{\"text\":\"thanks\"}", "k").status())
                .isEqualTo(403);
        assertThat(play.post(sender + 3, path, "{\"text\":\"thanks\"}", "k").status())
                .isEqualTo(404);
        await().atMost(SOON)
                .until(() -> play.get(sender, "/v1/packets/" + packetId)
                        .json()
                        .path("opens")
                        .path(0)
                        .path("thanks")
                        .asString("")
                        .equals("thank you"));

        await().atMost(SOON).until(() -> play.get(sender, "/v1/inbox").number("unreadCount") == 2);
        List<JsonNode> inbox = items(sender, "/v1/inbox");
        assertThat(inbox)
                .extracting(message -> message.path("kind").asString(""))
                .containsExactlyInAnyOrder("THANKS", "PACKET_OPENED");
        String upTo = "{\"upTo\":\"" + inbox.getFirst().path("messageId").asString("") + "\"}";
        for (int i = 0; i < 2; i++) {
            Answer read = play.call(() -> stack.api().put(sender, "/v1/inbox/read", upTo));
            assertThat(read.status()).as("%s", read).isEqualTo(200);
            assertThat(read.number("unreadCount")).isZero();
        }
        assertThat(items(sender, "/v1/inbox")).allMatch(message -> message.has("readAt"));
    }

    @Test
    void statisticsNameTheirZone() {
        assertThat(play.get(RunningStack.users(1), "/v1/packets/statistics").text("zone"))
                .isEqualTo("Asia/Shanghai");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "9223372036854775807"})
    void anIdThatIsNotKeptBeginsTheStreamAnew(String lastEventId) {
        try (EventStream events = play.events(RunningStack.users(1), lastEventId)) {
            await().atMost(SOON).until(() -> !events.events().isEmpty());
            assertThat(events.events().getFirst().name()).isEqualTo("reset");
        }
    }

    @Test
    void aStreamEndsWithItsToken() {
        long user = RunningStack.users(1);
        long now = Instant.now().getEpochSecond();
        String token = stack.api().tokens().sign(Long.toString(user), "user", Duration.ofSeconds(20));
        try (EventStream events = play.events(() -> stack.api().eventsAs(token, null))) {
            await().atMost(SOON).until(events::hasEnded);
            assertThat(Instant.now()).isAfterOrEqualTo(Instant.ofEpochSecond(now + 20));
            EventStream.Event last = events.events().getLast();
            assertThat(last.name()).isEqualTo("bye");
            assertThat(last.message().path("reason").asString("")).isEqualTo("TOKEN_EXPIRED");
        }
    }

    private static void assertInvalidCursor(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("INVALID_CURSOR");
    }

    private Answer profile(long user, String nickname) {
        return play.call(() -> stack.api().put(user, "/v1/profile", "{\"nickname\":\"" + nickname + "\"}"));
    }

    private List<JsonNode> items(long user, String path) {
        return play.get(user, path).json().path("items").valueStream().toList();
    }

    private static String lucky(String more) {
        return "{\"kind\":\"LUCKY\",\"totalFen\":100,\"count\":2,\"audience\":" + LINK + more + "}";
    }
}
