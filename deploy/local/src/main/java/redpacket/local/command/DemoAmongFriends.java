package redpacket.local.command;

import static redpacket.local.command.DemoCommand.await;
import static redpacket.local.command.DemoCommand.check;
import static redpacket.local.command.DemoCommand.yuan;

import java.time.Year;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redpacket.local.api.EventStream;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/**
 * The second part of the demo: a group gets a packet, and its members receive the message, open it and see each other.
 */
final class DemoAmongFriends {
    private static final List<String> NAMES = List.of("Mei", "Bo", "Lan", "Tao", "Xia");
    private static final long TOTAL_FEN = 888;

    private final PublicApi api;
    private final long sender;

    DemoAmongFriends(PublicApi api, long sender) {
        this.api = api;
        this.sender = sender;
    }

    private long friend(int i) {
        return sender + 50 + i;
    }

    /** Plays with notify-service down from the send to the last open. Missed messages arrive after its restart. */
    void playWithout(Runnable kill, Runnable start) {
        introduce();
        String groupId = group();
        tryTheGroup(groupId);
        Map<Long, EventStream> before = listen(Map.of());
        Map<Long, String> lastSeen = new LinkedHashMap<>();
        kill.run();
        System.out.println("notify-service is killed: there are no groups, shares, inboxes and events.");
        before.forEach((user, stream) -> {
            await(stream::hasEnded, "the end of the stream of user " + user);
            lastSeen.put(
                    user,
                    stream.events().isEmpty() ? "" : stream.events().getLast().id());
        });
        String packetId = send(groupId);
        Map<Long, Long> won = open(packetId);
        await(
                () -> api.get(friend(0), "/v1/packets/" + packetId)
                        .text("state")
                        .equals("FINISHED"),
                "details to say FINISHED");
        System.out.println("All open the packet nevertheless: " + yuan(TOTAL_FEN) + ", to the last fen.");
        start.run();
        await(() -> api.get(sender, "/v1/inbox").status() == 200, "notify-service to be back");
        System.out.println("notify-service runs again.");
        Map<Long, EventStream> after = listen(lastSeen);
        try {
            share(packetId, groupId, after);
            won.keySet().forEach(user -> arrived(user, packetId));
            arrived(sender, packetId);
            System.out.println("Every inbox has the missed messages.");
            details(packetId, won);
            follow(won, 3);
        } finally {
            after.values().forEach(EventStream::close);
        }
    }

    /** Sends a packet that expires after a second: packet-service knows the group once it accepts it. */
    private void tryTheGroup(String groupId) {
        String body = "{\"kind\":\"EQUAL\",\"totalFen\":1,\"count\":1,\"expiresInSeconds\":1,"
                + "\"audience\":{\"kind\":\"GROUP\",\"groupId\":\"" + groupId + "\"}}";
        await(
                () -> api.post(sender, "/v1/packets", body, "demo-group-try-" + sender)
                                .status()
                        == 201,
                "a packet to the new group");
    }

    private void arrived(long user, String packetId) {
        await(
                () -> api.get(user, "/v1/inbox")
                        .json()
                        .path("items")
                        .valueStream()
                        .anyMatch(item -> item.path("packetId").asString("").equals(packetId)),
                "a message of the packet to user " + user);
    }

    private Map<Long, EventStream> listen(Map<Long, String> lastSeen) {
        Map<Long, EventStream> streams = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String last = lastSeen.getOrDefault(friend(i), "");
            streams.put(friend(i), api.events(friend(i), last.isEmpty() ? null : last));
        }
        return streams;
    }

    void play() {
        introduce();
        String groupId = group();
        Map<Long, EventStream> streams = listen(Map.of());
        try {
            String packetId = send(groupId);
            share(packetId, groupId, streams);
            Map<Long, Long> won = open(packetId);
            details(packetId, won);
            follow(won, 2);
        } finally {
            streams.values().forEach(EventStream::close);
        }
    }

    private void introduce() {
        for (int i = 0; i < NAMES.size(); i++) {
            profile(friend(i), NAMES.get(i));
        }
        profile(sender, "Grandma");
    }

    private void profile(long user, String nickname) {
        Answer answer = api.put(
                user,
                "/v1/profile",
                "{\"nickname\":\"" + nickname + "\",\"avatarUrl\":\"https://example.com/" + nickname + ".png\"}");
        check(answer.status() == 200, "profile: " + answer);
    }

    private String group() {
        String members = java.util.stream.IntStream.range(0, NAMES.size())
                .mapToObj(i -> "\"" + friend(i) + "\"")
                .collect(Collectors.joining(","));
        Answer made = api.post(
                sender, "/v1/groups", "{\"name\":\"Family\",\"memberIds\":[" + members + "]}", "demo-group-" + sender);
        check(made.status() == 201, "group: " + made);
        System.out.println("\nGrandma makes the group Family with " + String.join(", ", NAMES) + ".");
        return made.text("groupId");
    }

    private String send(String groupId) {
        String body = "{\"kind\":\"LUCKY\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + NAMES.size()
                + ",\"greeting\":\"For the family\",\"audience\":{\"kind\":\"GROUP\",\"groupId\":\"" + groupId + "\"}}";
        Answer sent = api.post(sender, "/v1/packets", body, "demo-group-send-" + sender);
        check(sent.status() == 201, "send to the group: " + sent);
        String packetId = sent.text("packetId");
        check(
                api.post(sender + 90, "/v1/packets/" + packetId + "/open", "{}").status() == 404,
                "404 for a user outside the group");
        System.out.println(
                "She sends it a LUCKY packet of " + yuan(TOTAL_FEN) + "; a user outside the group gets 404.");
        return packetId;
    }

    private void share(String packetId, String groupId, Map<Long, EventStream> streams) {
        Answer shared = api.post(
                sender,
                "/v1/packets/" + packetId + "/shares",
                "{\"groupId\":\"" + groupId + "\"}",
                "demo-share-" + sender);
        check(shared.status() == 202 && shared.number("recipients") == NAMES.size(), "share: " + shared);
        streams.forEach((user, stream) -> await(
                () -> stream.events().stream()
                        .anyMatch(event -> event.message()
                                        .path("packetId")
                                        .asString("")
                                        .equals(packetId)
                                && event.message().path("kind").asString("").equals("PACKET_SHARED")),
                "user " + user + " receives the message"));
        System.out.println("All " + NAMES.size() + " receive the message at once, over Server-Sent Events.");
    }

    private Map<Long, Long> open(String packetId) {
        Map<Long, Long> won = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            Answer grabbed = api.post(friend(i), "/v1/packets/" + packetId + "/grab", "{}");
            check(grabbed.text("outcome").equals("GRABBED"), "GRABBED: " + grabbed);
            Answer opened = api.post(friend(i), "/v1/packets/" + packetId + "/open", "{}");
            check(opened.text("outcome").equals("OPENED"), "OPENED: " + opened);
            won.put(friend(i), opened.number("amountFen"));
        }
        check(won.values().stream().mapToLong(Long::longValue).sum() == TOTAL_FEN, "all of it is opened");
        return won;
    }

    private void details(String packetId, Map<Long, Long> won) {
        await(() -> names(packetId).equals(NAMES), "the names of all who opened");
        Answer details = api.get(friend(0), "/v1/packets/" + packetId);
        check(details.text("state").equals("FINISHED"), "FINISHED: " + details);
        check(
                details.json().path("sender").path("nickname").asString("").equals("Grandma"),
                "the sender's name: " + details);
        long most = won.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        for (JsonNode open : details.json().path("opens")) {
            long user = Long.parseLong(open.path("userId").asString());
            String nickname = open.path("nickname").asString("");
            check(
                    open.path("avatarUrl").asString("").equals("https://example.com/" + nickname + ".png"),
                    "an avatar: " + open);
            boolean luckiest = details.text("luckiestUserId").equals(Long.toString(user));
            check(!luckiest || open.path("amountFen").asLong() == most, "the luckiest got most");
            System.out.println(
                    "  " + nickname + "  " + yuan(open.path("amountFen").asLong()) + (luckiest ? "  (luckiest)" : ""));
        }
    }

    private List<String> names(String packetId) {
        List<String> names = new java.util.ArrayList<>();
        api.get(friend(0), "/v1/packets/" + packetId)
                .json()
                .path("opens")
                .forEach(open -> names.add(open.path("nickname").asString("")));
        return names;
    }

    private void follow(Map<Long, Long> won, int sentCount) {
        String statistics = "/v1/packets/statistics?year=" + Year.now(ZoneOffset.UTC);
        won.forEach((user, fen) -> {
            await(() -> api.get(user, "/v1/wallet").number("balanceFen") == fen, "wallet of user " + user);
            await(() -> api.get(user, statistics).number("receivedFen") == fen, "statistics of user " + user);
        });
        await(
                () -> won.keySet().stream()
                                .mapToLong(user -> api.get(user, statistics).number("luckiestCount"))
                                .sum()
                        == 1,
                "one of them was the luckiest");
        await(() -> api.get(sender, statistics).number("sentCount") == sentCount, "statistics of the sender");
        Answer sums = api.get(sender, statistics);
        System.out.println("Wallets and statistics follow: Grandma sent " + sums.number("sentCount") + " packets, "
                + yuan(sums.number("sentFen")) + ".\n");
    }
}
