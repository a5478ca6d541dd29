package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redpacket.local.command.PublicApi.Answer;

/** An open that arrives as its packet expires is the last share or comes too late, and the refund is the rest (I3, I6). */
class RaceIT {
    private static final int ROUNDS = 1_000;
    private static final int AT_ONCE = 32;
    private static final long TOTAL_FEN = 100;
    private static final int SHARES = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void aThousandOpensRaceTheExpiryOfTheirPackets() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        long first = RunningStack.users(ROUNDS * 10);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger expired = new AtomicInteger();
        for (int from = 0; from < ROUNDS; from += AT_ONCE) {
            int rounds = Math.min(AT_ONCE, ROUNDS - from);
            int base = from;
            List<Thread> threads = IntStream.range(0, rounds)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        String outcome = race(first + (base + i) * 10L, new SplittableRandom(seed + base + i));
                        (outcome.equals("OPENED") ? opened : expired).incrementAndGet();
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println(opened + " opened in time, " + expired + " came too late");
        assertThat(opened.get() + expired.get()).isEqualTo(ROUNDS);
        assertThat(opened.get()).as("both ends of the race are met").isPositive();
        assertThat(expired.get()).as("both ends of the race are met").isPositive();
        // Every packet is closed and its rest is back: a sender has all but what was opened.
        AtomicInteger back = new AtomicInteger();
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            back.set(0);
            Play.atOnce(ROUNDS, i -> {
                long sender = first + i * 10L;
                long left = stack.api().get(sender, "/v1/wallet").number("balanceFen");
                long won = stack.api().get(sender + 1, "/v1/wallet").number("balanceFen");
                return back.addAndGet(left + won == TOTAL_FEN ? 1 : 0);
            });
            assertThat(back.get()).isEqualTo(ROUNDS);
        });
        new Invariants(stack).hold();
    }

    private String race(long sender, SplittableRandom random) {
        play.topUp(sender, TOTAL_FEN);
        Answer sent = play.post(
                sender,
                "/v1/packets",
                "{\"kind\":\"LUCKY\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + SHARES
                        + ",\"audience\":{\"kind\":\"LINK\"},\"expiresInSeconds\":1}",
                "race");
        assertThat(sent.status()).as("%s", sent).isEqualTo(201);
        Instant expiresAt = Instant.parse(sent.text("expiresAt"));
        String path = "/v1/packets/" + sent.text("packetId") + "/open";
        // A call is some milliseconds on its way: it is to arrive within 5 ms of the end, or so.
        Instant start = expiresAt.plusMillis(random.nextLong(-15, 5));
        long wait = Duration.between(Instant.now(), start).toNanos();
        if (wait > 0) {
            LockSupport.parkNanos(TimeUnit.NANOSECONDS.toNanos(wait));
        }
        String outcome = play.post(sender + 1, path, "{}", null).text("outcome");
        assertThat(outcome).isIn("OPENED", "EXPIRED");
        assertThat(play.post(sender + 1, path, "{}", null).text("outcome"))
                .as("the answer stays")
                .isEqualTo(outcome);
        return outcome;
    }
}
