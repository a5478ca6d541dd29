package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;

/**
 * Many phones that follow their inbox at once, each on a connection of its own: all are told of what is shared with
 * them, half lose their connection meanwhile and miss nothing, and the memory of who holds them stays as it is.
 */
final class EventsBench {
    private static final int RECIPIENTS_A_SHARE = 500;
    private static final long SOON_MILLIS = 60_000;
    private static final long SAMPLE_MILLIS = 10_000;
    private static final List<String> HOLDERS = List.of("gateway", "notify");

    private final StateDirectory state;
    private final Path root;
    private final int phones;
    private final int seconds;
    private final PublicApi api;
    private final long first = System.currentTimeMillis() * 10_000;

    EventsBench(StateDirectory state, Path root, int phones, int seconds) {
        this.state = state;
        this.root = root;
        this.phones = phones;
        this.seconds = seconds;
        this.api = new PublicApi(state);
    }

    void run() throws IOException, InterruptedException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("phones", phones);
        result.put("MiB before", resident());
        try (Followers followers =
                new Followers(state, user -> "Bearer " + api.tokens().user(user), first, phones)) {
            followers.connect(i -> true);
            await("all " + phones + " connected", () -> followers.open() == phones);
            result.put("MiB with all connected", resident());
            share(followers, 1);
            IntPredicate half = i -> i % 2 == 0;
            followers.hangUp(half);
            await("half have hung up", () -> followers.open() == phones - (phones + 1) / 2);
            share();
            await("the others heard", () -> followers.heard(half.negate()) == 2L * (phones / 2));
            followers.connect(half);
            await("all heard what they missed", () -> followers.heard(i -> true) == 2L * phones);
            for (long end = System.currentTimeMillis() + seconds * 1_000L; System.currentTimeMillis() < end; ) {
                Thread.sleep(SAMPLE_MILLIS);
                result.put("MiB after " + (seconds - (end - System.currentTimeMillis()) / 1_000) + " s", resident());
            }
            share(followers, 3);
            result.put("MiB at the end", resident());
            result.put("messages", followers.heard(i -> true));
            result.put("told twice", followers.toldTwice());
            result.put("refused or broken off, and come back", followers.comebacks());
            if (followers.toldTwice() != 0) {
                throw new IllegalStateException(followers.toldTwice() + " messages came twice");
            }
        }
        result.forEach((what, value) -> System.out.println(what + ": " + value));
        ResultFile.write(
                root, "events", "./redpacket bench events --phones " + phones + " --seconds " + seconds, result);
    }

    private void share(Followers followers, int soFar) throws InterruptedException {
        long begun = System.nanoTime();
        share();
        await("all heard of share " + soFar, () -> followers.heard(i -> true) == (long) soFar * phones);
        System.out.println("share " + soFar + ": all " + phones + " told after "
                + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }

    /** A packet of its own for every 500, shared with them. */
    private void share() {
        for (int from = 0; from < phones; from += RECIPIENTS_A_SHARE) {
            long sender = first + phones + from;
            String key = "events-" + sender + "-" + System.nanoTime();
            OpenLoad.repeat(() -> api.post(sender, "/v1/wallet/top-ups", "{\"amountFen\":1}", key));
            Answer sent = OpenLoad.repeat(() -> api.post(
                    sender,
                    "/v1/packets",
                    "{\"kind\":\"EQUAL\",\"totalFen\":1,\"count\":1,\"audience\":{\"kind\":\"LINK\"}}",
                    key + "-send"));
            String users = LongStream.range(from, Math.min(phones, from + RECIPIENTS_A_SHARE))
                    .mapToObj(i -> "\"" + (first + i) + "\"")
                    .collect(Collectors.joining(","));
            OpenLoad.repeat(() -> api.post(
                    sender,
                    "/v1/packets/" + sent.text("packetId") + "/shares",
                    "{\"userIds\":[" + users + "]}",
                    key + "-share"));
        }
    }

    /** By process, as the supervisor sees it. */
    private Map<String, Long> resident() {
        Map<String, Long> mebibytes = new LinkedHashMap<>();
        for (String row : new ControlClient(state).ask("status").lines().toList()) {
            List<String> cells = List.of(row.split("\t", -1));
            if (HOLDERS.contains(cells.getFirst())) {
                mebibytes.put(cells.getFirst(), Long.parseLong(cells.get(5)) / 1024);
            }
        }
        return mebibytes;
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.currentTimeMillis() + SOON_MILLIS;
        while (!condition.getAsBoolean()) {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("not within a minute: " + what);
            }
            Thread.sleep(20);
        }
    }
}
