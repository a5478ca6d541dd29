package redpacket.loadtest.bench.overload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redpacket.loadtest.load.ApiClients;
import redpacket.loadtest.load.OpenLoad;
import redpacket.local.api.PublicApi;

/**
 * The mix of calls on the eve, in fixed proportions: mostly grabs and opens, and also balances, lists, profiles,
 * shakes, shares and sends. The next call is drawn with a seed.
 */
final class Mix {
    private static final int SHARES = 500;
    /** Packets that are opened at the same time. */
    private static final int PACKETS_AT_ONCE = 20;

    private static final int SENDERS = 400;
    private static final int SENDER_FEN = 1_000;

    private final OpenLoad load;
    private final ApiClients clients;
    private final Random random = new Random(1);
    private final List<Sender> senders = new ArrayList<>();
    private List<String> packets = List.of();
    private int opens;
    private int others;

    /** Classes of calls, the most important first, with their percentage. */
    enum Kind {
        OPEN(30),
        SEND(2),
        SHARE(2),
        GRAB(30),
        SHAKE(10),
        DETAILS(14),
        LISTS(6),
        PROFILE(6);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }
    }

    private record Sender(long user, String packetId) {}

    Mix(OpenLoad load, ApiClients clients) {
        this.load = load;
        this.clients = clients;
    }

    /** The expected number of opens. */
    static int opensOf(int calls) {
        return calls * Kind.OPEN.percent / 100;
    }

    /** Sends packets for so many calls, so that every open wins a share. */
    void prepare(int calls) throws InterruptedException {
        // The number of drawn opens varies.
        int shares = opensOf(calls) * 11 / 10 + PACKETS_AT_ONCE * SHARES;
        int groups = (shares + PACKETS_AT_ONCE * SHARES - 1) / (PACKETS_AT_ONCE * SHARES);
        packets = load.send(groups * PACKETS_AT_ONCE, SHARES);
        opens = 0;
        PublicApi api = load.api();
        while (senders.size() < SENDERS) {
            long user = OpenLoad.newUser();
            OpenLoad.repeat(() ->
                    api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":" + SENDER_FEN + "}", "overload-" + user));
            String packetId = OpenLoad.repeat(
                            () -> api.post(user, "/v1/packets", packet(), "overload-" + user + "-first"))
                    .text("packetId");
            senders.add(new Sender(user, packetId));
        }
    }

    private static String packet() {
        return "{\"kind\":\"EQUAL\",\"totalFen\":1,\"count\":1,\"audience\":{\"kind\":\"LINK\"}}";
    }

    Kind draw() {
        int left = random.nextInt(100);
        for (Kind kind : Kind.values()) {
            left -= kind.percent;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the percents sum to less than 100: " + Arrays.toString(Kind.values()));
    }

    /** The next call of this kind; called by one thread. */
    Mono<ApiClients.Reply> call(Kind kind) {
        int number = others++;
        long user = load.user(number);
        return switch (kind) {
            case OPEN -> open(opens++);
            case GRAB ->
                post(load.user(number + 7), "/v1/packets/" + packetOf(Math.max(0, opens - 1)) + "/grab", null, null);
            case SEND -> {
                Sender sender = senders.get(number % SENDERS);
                yield post(sender.user, "/v1/packets", packet(), "overload-" + sender.user + "-" + number);
            }
            case SHARE -> {
                Sender sender = senders.get(number % SENDERS);
                yield post(
                        sender.user,
                        "/v1/packets/" + sender.packetId + "/shares",
                        "{\"userIds\":[\"" + user + "\"]}",
                        "overload-" + sender.user + "-share-" + number);
            }
            case SHAKE -> post(user, "/v1/shake", null, null);
            case DETAILS -> get(user, "/v1/wallet");
            case LISTS -> get(user, "/v1/packets/received");
            case PROFILE -> get(user, "/v1/profile");
        };
    }

    private Mono<ApiClients.Reply> open(int number) {
        int round = number / PACKETS_AT_ONCE;
        long user = load.user(round % SHARES + (long) number % PACKETS_AT_ONCE * SHARES);
        return post(user, "/v1/packets/" + packetOf(number) + "/open", null, null);
    }

    private String packetOf(int open) {
        int group = open / (PACKETS_AT_ONCE * SHARES);
        return packets.get((group * PACKETS_AT_ONCE + open % PACKETS_AT_ONCE) % packets.size());
    }

    private Mono<ApiClients.Reply> post(long user, String path, @Nullable String json, @Nullable String key) {
        return clients.post(user, load.bearerOf(user), path, json, key);
    }

    private Mono<ApiClients.Reply> get(long user, String path) {
        return clients.get(user, load.bearerOf(user), path);
    }
}
