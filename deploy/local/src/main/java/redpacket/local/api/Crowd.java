package redpacket.local.api;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/** Simulated users that race for one packet through HTTPS. */
public final class Crowd {
    private static final int USERS_MAX = 5_000;
    private static final int AT_ONCE_MAX = 200;
    private static final long FIRST_USER = 1_000_000;
    private static final long LAST_USER = 9_000_000_000L;
    private static final long SETTLE_NANOS = 30_000_000_000L;
    private static final long LOOK_MILLIS = 200;

    private final PublicApi api;

    /** A user and the answer to its open. */
    public record Runner(long user, Answer answer) {
        public boolean opened() {
            return answer.text("outcome").equals("OPENED");
        }

        public boolean cameLate() {
            return answer.text("outcome").equals("EMPTY");
        }

        public long amountFen() {
            return opened() ? answer.number("amountFen") : 0;
        }
    }

    /**
     * A race that has ended.
     *
     * @param runners those that opened first, in their order
     * @param totalFen what the packet held, -1 where it cannot be read
     * @param openedFen what all users together have opened of it
     * @param gapFen between the ledger and the logs of opens, after at most 30 s
     */
    public record Race(List<Runner> runners, long totalFen, long openedFen, long gapFen) {
        public Race {
            runners = List.copyOf(runners);
        }

        public long crowdFen() {
            return runners.stream().mapToLong(Runner::amountFen).sum();
        }

        public List<Runner> winners() {
            return runners.stream().filter(Runner::opened).toList();
        }

        public long late() {
            return runners.stream().filter(Runner::cameLate).count();
        }

        public long refused() {
            return runners.stream()
                    .filter(runner -> runner.answer().status() != 200)
                    .count();
        }
    }

    public Crowd(PublicApi api) {
        this.api = api;
    }

    /** Lets users that no race had before open the packet, at most 200 at once. */
    public Race race(int users, String packetId) throws InterruptedException {
        if (users < 1 || users > USERS_MAX) {
            throw new IllegalArgumentException("a crowd has 1 to " + USERS_MAX + " users");
        }
        long first = ThreadLocalRandom.current().nextLong(FIRST_USER, LAST_USER);
        String packet = "/v1/packets/" + packetId;
        Semaphore free = new Semaphore(AT_ONCE_MAX);
        List<CompletableFuture<Runner>> runs = LongStream.range(first, first + users)
                .mapToObj(user -> {
                    free.acquireUninterruptibly();
                    return api.postLater(user, packet + "/open", "{}", null)
                            .thenApply(answer -> new Runner(user, answer))
                            .whenComplete((ignored, failure) -> free.release());
                })
                .toList();
        List<Runner> runners = runs.stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparingLong(
                        runner -> runner.opened() ? runner.answer().number("sequence") : Long.MAX_VALUE))
                .toList();
        JsonNode details = api.get(first, packet).json();
        return new Race(
                runners,
                details.path("totalFen").asLong(-1),
                details.path("openedFen").asLong(-1),
                gapFen());
    }

    /** The credits follow the opens by events, so the gap may be late. */
    private long gapFen() throws InterruptedException {
        long end = System.nanoTime() + SETTLE_NANOS;
        while (true) {
            long gap = api.ops("GET", "/ops/v1/funds", null).number("gapFen");
            if (gap == 0 || System.nanoTime() >= end) {
                return gap;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
