package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InTurnTest {
    private static final int MAX = 8;
    private static final int EACH = 2_000;

    private final InTurn<Integer> queues = new InTurn<>(MAX);

    private List<Integer> take(int max) throws InterruptedException {
        List<Integer> batch = new ArrayList<>();
        queues.take(batch, max);
        return batch;
    }

    @Test
    void whatSomebodyWaitsForComesBeforeWhatHasQueuedLonger() throws InterruptedException {
        queues.offerFollowing(1, 0);
        queues.offerFollowing(2, 0);
        queues.offerAsked(-1);
        assertThat(take(MAX)).containsExactly(-1);
        assertThat(take(MAX)).containsExactly(1, 2);
    }

    @Test
    void whatFollowsIsBehindOneBatchAtTheMost() throws InterruptedException {
        queues.offerFollowing(1, 0);
        queues.offerAsked(-1);
        queues.offerAsked(-2);
        assertThat(take(1)).containsExactly(-1);
        assertThat(take(1)).containsExactly(1);
        assertThat(take(1)).containsExactly(-2);
    }

    @Test
    void aFullQueueTakesNoMoreAndTheOtherDoes() throws InterruptedException {
        for (int i = 0; i < MAX; i++) {
            assertThat(queues.offerFollowing(i, 0)).isTrue();
        }
        assertThat(queues.offerFollowing(MAX, 1)).isFalse();
        assertThat(queues.offerAsked(-1)).isTrue();
        assertThat(queues.size()).isEqualTo(MAX + 1);
        List<Integer> seen = new ArrayList<>();
        queues.forEach(seen::add);
        assertThat(seen).hasSize(MAX + 1);
    }

    @Test
    void allAreTakenOnceAndInTheirOrderWhoeverOffers() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> offering = List.of(
                Thread.ofPlatform().unstarted(() -> offer(failure, true)),
                Thread.ofPlatform().unstarted(() -> offer(failure, false)));
        offering.forEach(Thread::start);
        Random random = new Random(7);
        List<Integer> asked = new ArrayList<>();
        List<Integer> following = new ArrayList<>();
        while (asked.size() + following.size() < 2 * EACH) {
            List<Integer> batch = take(1 + random.nextInt(MAX));
            batch.forEach(one -> (one < 0 ? asked : following).add(one));
            assertThat(batch.stream().map(Integer::signum).distinct()).hasSize(1);
        }
        for (Thread thread : offering) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(queues.size()).isZero();
        for (int i = 1; i <= EACH; i++) {
            assertThat(following.get(i - 1)).isEqualTo(i);
            assertThat(asked.get(i - 1)).isEqualTo(-i);
        }
    }

    private void offer(AtomicReference<Throwable> failure, boolean asked) {
        try {
            for (int i = 1; i <= EACH; i++) {
                if (asked) {
                    while (!queues.offerAsked(-i)) {
                        Thread.onSpinWait();
                    }
                } else {
                    assertThat(queues.offerFollowing(i, Long.MAX_VALUE)).isTrue();
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure.set(e);
        }
    }
}
