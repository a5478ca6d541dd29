package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redpacket.local.api.EventStream;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.server.Sql;
import tools.jackson.databind.JsonNode;

/** What people hear and see of each other's packets, also while notify-service dies. */
class PeopleIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int MEMBERS = 500;
    private static final int SHARES = 12;

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void everybodyGetsEachShareOnceAndInOrderAlsoWhenNotifyServiceIsKilledHalfWay() throws Exception {
        long sender = RunningStack.users(MEMBERS + 1);
        play.topUp(sender, 1_000);
        String packetId = play.send(sender, lucky(100, 1, "{\"kind\":\"LINK\"}"), "share-" + sender);
        String recipients = users(sender + 1, MEMBERS);
        List<String> shares = new ArrayList<>();
        for (int i = 0; i < SHARES; i++) {
            Answer shared = play.post(
                    sender, "/v1/packets/" + packetId + "/shares", "{\"userIds\":" + recipients + "}", "share-" + i);
            assertThat(shared.status()).as("%s", shared).isEqualTo(202);
            assertThat(shared.number("recipients")).isEqualTo(MEMBERS);
            shares.add(shared.text("shareId"));
            if (i == SHARES / 3 || i == 2 * SHARES / 3) {
                stack.crash("notify");
            }
        }
        assertThat(shares).doesNotHaveDuplicates();
        String sources = shares.stream().map(share -> "'share-" + share + "'").collect(Collectors.joining(","));
        String of = " FROM notify.inbox WHERE source_event_id IN (" + sources + ")";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(value("SELECT COUNT(*)" + of)).isEqualTo(MEMBERS * SHARES));
        assertThat(value("SELECT COUNT(*) FROM (SELECT DISTINCT user_id, source_event_id" + of + ") d"))
                .isEqualTo(MEMBERS * SHARES);
        assertThat(value("SELECT COUNT(*) FROM notify.share_recipients")).isZero();
        // Newest first, so in the opposite order of the shares.
        assertThat(value("SELECT COUNT(*) FROM notify.inbox a JOIN notify.inbox b ON a.user_id = b.user_id"
                        + " WHERE a.source_event_id = 'share-" + shares.getFirst() + "' AND b.source_event_id = 'share-"
                        + shares.getLast() + "' AND a.message_number < b.message_number"))
                .isEqualTo(MEMBERS);
        await().atMost(SOON).until(() -> stack.isReady("notify"));
        for (long user : new long[] {sender + 1, sender + MEMBERS}) {
            List<JsonNode> inbox = items(user, "/v1/inbox");
            assertThat(inbox)
                    .hasSize(SHARES)
                    .allMatch(message -> message.path("packetId").asString("").equals(packetId));
        }
    }

    @Test
    void aGroupIsSentToWhileNotifyServiceIsDownAndItsMembersAreThoseOfThatTime() throws Exception {
        long sender = RunningStack.users(5);
        long stranger = sender + 4;
        play.topUp(sender, 1_000);
        String group = play.post(
                        sender,
                        "/v1/groups",
                        "{\"name\":\"family\",\"memberIds\":" + users(sender + 1, 2) + "}",
                        "group-" + sender)
                .text("groupId");
        String audience = "{\"kind\":\"GROUP\",\"groupId\":\"" + group + "\"}";
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(value("SELECT COUNT(*) FROM control.group_copies WHERE group_id = " + group))
                                .isOne());
        stack.kill("notify");
        String packetId;
        try {
            packetId = play.send(sender, lucky(300, 3, audience), "down-" + sender);
            assertThat(play.post(stranger, "/v1/packets", lucky(300, 3, audience), "stranger")
                            .status())
                    .isEqualTo(404);
            assertThat(play.open(sender + 1, packetId, "{}").text("outcome")).isEqualTo("OPENED");
        } finally {
            stack.start("notify");
        }
        await().atMost(SOON).until(() -> stack.isReady("notify"));
        assertThat(play.call(() -> stack.api().put(sender, "/v1/groups/" + group + "/members/" + (sender + 3), "{}"))
                        .status())
                .isEqualTo(200);
        for (long user : new long[] {sender + 3, stranger}) {
            assertThat(play.open(user, packetId, "{}").status()).isEqualTo(404);
            assertThat(play.get(user, "/v1/packets/" + packetId).status()).isEqualTo(404);
            assertThat(share(user, packetId, sender, "no").status()).isEqualTo(404);
        }
        assertThat(play.call(() -> delete(sender, "/v1/groups/" + group + "/members/" + (sender + 2)))
                        .status())
                .isEqualTo(204);
        assertThat(play.open(sender + 2, packetId, "{}").text("outcome")).isEqualTo("OPENED");
        assertThat(play.send(sender, lucky(300, 3, audience), "down-" + sender)).isEqualTo(packetId);
        String second = play.send(sender, lucky(300, 3, audience), "up-" + sender);
        assertThat(play.open(sender + 3, second, "{}").text("outcome")).isEqualTo("OPENED");
        assertThat(play.open(sender + 2, second, "{}").status()).isEqualTo(404);
        assertThat(share(sender + 3, second, sender + 2, "yes").status()).isEqualTo(202);
    }

    @Test
    void eventsGoOnWhereTheyStoppedWhenNotifyServiceHasDied() throws Exception {
        long sender = RunningStack.users(2);
        long friend = sender + 1;
        play.topUp(sender, 1_000);
        String packetId = play.send(sender, lucky(100, 1, "{\"kind\":\"LINK\"}"), "events-" + sender);
        String last;
        try (EventStream events = play.events(friend, null)) {
            share(sender, packetId, friend, "first");
            await().atMost(SOON).until(() -> events.events().size() == 1);
            last = events.events().getFirst().id();
            stack.crash("notify");
            await().atMost(SOON).until(events::hasEnded);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(share(sender, packetId, friend, "missed-" + i).status()).isEqualTo(202);
        }
        await().atMost(SOON).until(() -> stack.isReady("notify"));
        try (EventStream events = play.events(friend, last)) {
            await().atMost(SOON).until(() -> events.events().size() == 3);
            assertThat(events.events().stream().map(EventStream.Event::id))
                    .doesNotHaveDuplicates()
                    .doesNotContain(last);
            play.open(friend, packetId, "{}");
            await().atMost(SOON).until(() -> events.events().size() == 4);
            assertThat(events.events().getLast().message().path("kind").asString(""))
                    .isEqualTo("MONEY_RECEIVED");
        }
    }

    @Test
    void aNewAvatarIsSeenSoonAndALostEventIsRepaired() throws Exception {
        long sender = RunningStack.users(1);
        play.topUp(sender, 1_000);
        profile(sender, "Mei", "https://example.com/1.png");
        String packetId = play.send(sender, lucky(100, 1, "{\"kind\":\"LINK\"}"), "avatar-" + sender);
        await().atMost(SOON).until(() -> avatar(sender, packetId).equals("https://example.com/1.png"));
        profile(sender, "Mei", "https://example.com/2.png");
        await().atMost(SOON).until(() -> avatar(sender, packetId).equals("https://example.com/2.png"));
        // A change that no event tells of.
        try (Connection connection = stack.admin(stack.primaryOf("accounts"))) {
            Sql.run(
                    connection,
                    "UPDATE notify.profiles SET avatar_url = 'https://example.com/3.png', version = version + 1,"
                            + " updated_at = UTC_TIMESTAMP(3) WHERE user_id = " + sender);
        }
        await().atMost(SOON).until(() -> avatar(sender, packetId).equals("https://example.com/3.png"));
    }

    @Test
    void recordsFollowWhatHappens() {
        long sender = RunningStack.users(4);
        play.topUp(sender, 2_000);
        String finished = play.send(sender, lucky(900, 3, "{\"kind\":\"LINK\"}"), "records-" + sender);
        String returned = play.send(
                sender,
                "{\"kind\":\"LUCKY\",\"totalFen\":500,\"count\":5,\"audience\":{\"kind\":\"LINK\"},"
                        + "\"expiresInSeconds\":1}",
                "returned-" + sender);
        List<Answer> opens = Play.atOnce(3, i -> play.open(sender + 1 + i, finished, "{}"));
        for (int i = 0; i < 3; i++) {
            long user = sender + 1 + i;
            long fen = opens.get(i).number("amountFen");
            await().atMost(SOON).untilAsserted(() -> {
                Answer sums = play.get(user, "/v1/packets/statistics");
                assertThat(sums.number("receivedCount")).isOne();
                assertThat(sums.number("receivedFen")).isEqualTo(fen);
            });
            assertThat(items(user, "/v1/packets/received"))
                    .extracting(item -> item.path("packetId").asString(""))
                    .containsExactly(finished);
        }
        await().atMost(SOON)
                .until(() -> LongStream.rangeClosed(1, 3)
                                .map(i -> play.get(sender + i, "/v1/packets/statistics")
                                        .number("luckiestCount"))
                                .sum()
                        == 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(items(sender, "/v1/packets/sent"))
                        .extracting(item -> item.path("packetId").asString("") + " "
                                + item.path("state").asString(""))
                        .containsExactly(returned + " REFUNDED", finished + " FINISHED"));
        Answer sums = play.get(sender, "/v1/packets/statistics");
        assertThat(sums.number("sentCount")).isEqualTo(2);
        assertThat(sums.number("sentFen")).isEqualTo(1_400);
        assertThat(sums.text("asOf")).isNotEmpty();
    }

    private Answer delete(long user, String path) {
        PublicApi api = stack.api();
        return api.raw("DELETE", path, "Bearer " + api.tokens().user(user), null);
    }

    private Answer share(long user, String packetId, long recipient, String key) {
        return play.post(
                user, "/v1/packets/" + packetId + "/shares", "{\"userIds\":[\"" + recipient + "\"]}", "share-" + key);
    }

    private void profile(long user, String nickname, String avatarUrl) {
        String body = "{\"nickname\":\"" + nickname + "\",\"avatarUrl\":\"" + avatarUrl + "\"}";
        await().atMost(SOON)
                .until(() -> stack.api().put(user, "/v1/profile", body).status() == 200);
    }

    private String avatar(long user, String packetId) {
        return play.get(user, "/v1/packets/" + packetId)
                .json()
                .path("sender")
                .path("avatarUrl")
                .asString("");
    }

    private List<JsonNode> items(long user, String path) {
        return play.get(user, path).json().path("items").valueStream().toList();
    }

    private long value(String sql) throws SQLException {
        try (Connection connection = stack.admin(stack.primaryOf("accounts"))) {
            return Long.parseLong(String.valueOf(Sql.value(connection, sql)));
        }
    }

    private static String lucky(long totalFen, int count, String audience) {
        return "{\"kind\":\"LUCKY\",\"totalFen\":" + totalFen + ",\"count\":" + count + ",\"audience\":" + audience
                + "}";
    }

    private static String users(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(user -> "\"" + user + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
