package redpacket.notification.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import redpacket.notification.share.ShareMapper.Delivery;

/**
 * Two processes deliver at once, each of which may stop before or after any commit, with batches that another has taken
 * in the meantime, while new shares come: every recipient has each message once, those of a sender in their order.
 */
class FanOutSimulationTest {
    private static final int SHARES = 12;
    private static final int USERS = 9;

    @RepeatedTest(200)
    void everyMessageArrivesOnceAndInOrder(RepetitionInfo repetition) {
        long seed = 1_000L + repetition.getCurrentRepetition();
        System.out.println("seed " + seed);
        new Run(new Random(seed)).play();
    }

    /** The process dies: nothing catches it but the test. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Run implements Deliveries {
        private final Random random;
        private final Set<Delivery> waiting =
                new TreeSet<>(Comparator.comparingLong(Delivery::shareId).thenComparingLong(Delivery::userId));
        private final Map<Long, List<String>> inboxes = new LinkedHashMap<>();
        private final Map<Long, Set<String>> expected = new LinkedHashMap<>();
        private final List<List<Delivery>> late = new ArrayList<>();
        private long nextShare = 1;
        private boolean calm;

        Run(Random random) {
            this.random = random;
        }

        void play() {
            while (nextShare <= SHARES) {
                if (random.nextInt(4) == 0) {
                    share();
                }
                work();
            }
            calm = true;
            late.forEach(this::deliver);
            FanOut last = new FanOut(this, 4);
            while (!waiting.isEmpty()) {
                last.deliverSome();
            }
            check();
        }

        private void share() {
            long share = nextShare++;
            for (long user = 1; user <= USERS; user++) {
                if (random.nextBoolean()) {
                    waiting.add(new Delivery(share, user, "packet", 7, Instant.EPOCH));
                    expected.computeIfAbsent(user, ignored -> new HashSet<>()).add("share-" + share);
                }
            }
        }

        private void work() {
            try {
                new FanOut(this, 1 + random.nextInt(5)).deliverSome();
                if (!late.isEmpty() && random.nextBoolean()) {
                    // A process that was stopped for a while goes on with what it had read.
                    deliver(late.removeFirst());
                }
            } catch (Crash e) {
                // Another one goes on.
            }
        }

        @Override
        public List<Delivery> oldest(int limit) {
            List<Delivery> batch = waiting.stream().limit(limit).toList();
            if (!calm && random.nextInt(5) == 0) {
                late.add(batch);
                throw new Crash();
            }
            return batch;
        }

        /** One transaction: all of it or nothing. */
        @Override
        public void deliver(List<Delivery> deliveries) {
            crash();
            for (Delivery delivery : deliveries) {
                List<String> inbox = inboxes.computeIfAbsent(delivery.userId(), ignored -> new ArrayList<>());
                String source = "share-" + delivery.shareId();
                // The unique key of an inbox.
                if (!inbox.contains(source)) {
                    inbox.add(source);
                }
            }
            deliveries.forEach(waiting::remove);
            crash();
        }

        @Override
        public long pending() {
            return waiting.size();
        }

        private void crash() {
            if (!calm && random.nextInt(6) == 0) {
                throw new Crash();
            }
        }

        private void check() {
            expected.forEach((user, sources) -> {
                List<String> inbox = inboxes.getOrDefault(user, List.of());
                assertThat(inbox).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sources);
                assertThat(inbox)
                        .isSortedAccordingTo(Comparator.comparingLong(source -> Long.parseLong(source.substring(6))));
            });
        }
    }
}
