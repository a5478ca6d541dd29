package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;

/**
 * An open that arrives as its packet expires is the last share or comes too late, and the refund is the rest (I3, I6).
 */
class RaceIT {
    private static final int ROUNDS = Integer.getInteger("rounds", 200);
    private static final int AT_ONCE = 40;
    private static final long TOTAL_FEN = 100;
    private static final int SHARES = 3;
    private static final long LEAD_STEP_MICROS = 500;
    /** Until both ends of the race were met. */
    private static final long LEAD_FIRST_STEP_MICROS = 10_000;

    private static final Duration SOON = Duration.ofSeconds(60);

    private final RunningStack stack = RunningStack.shared();
    private final AtomicLong leadMicros = new AtomicLong(5_000);
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private final Play play = new Play(stack.api());

    @Test
    void opensRaceTheExpiryOfTheirPackets() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        long first = RunningStack.users(ROUNDS * 10);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger expired = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, AT_ONCE)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    SplittableRandom random = new SplittableRandom(seed + thread);
                    for (int round = thread; round < ROUNDS; round += AT_ONCE) {
                        String outcome = race(first + round * 10L, random);
                        (outcome.equals("OPENED") ? opened : expired).incrementAndGet();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
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
                long left = play.get(sender, "/v1/wallet").number("balanceFen");
                long won = play.get(sender + 1, "/v1/wallet").number("balanceFen");
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
                        + ",\"audience\":{\"kind\":\"LINK\"},\"expiresInSeconds\":2}",
                "race");
        assertThat(sent.status()).as("%s", sent).isEqualTo(201);
        Instant expiresAt = Instant.parse(sent.text("expiresAt"));
        String path = "/v1/packets/" + sent.text("packetId") + "/open";
        // It is to arrive within 5 ms of the end; how long a call is on its way, the rounds before have shown.
        Instant start = expiresAt.plus(random.nextLong(-5_000, 5_000) - leadMicros.get(), ChronoUnit.MICROS);
        long wait = Duration.between(Instant.now(), start).toNanos();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
        String outcome = play.post(sender + 1, path, "{}", null).text("outcome");
        assertThat(outcome).isIn("OPENED", "EXPIRED");
        met.add(outcome);
        long step = met.size() == 2 ? LEAD_STEP_MICROS : LEAD_FIRST_STEP_MICROS;
        leadMicros.addAndGet(outcome.equals("EXPIRED") ? step : -step);
        assertThat(play.post(sender + 1, path, "{}", null).text("outcome"))
                .as("the answer stays")
                .isEqualTo(outcome);
        return outcome;
    }
}
