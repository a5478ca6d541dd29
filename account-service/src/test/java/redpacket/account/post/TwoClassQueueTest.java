package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TwoClassQueueTest {
    private static final int MAX = 8;
    private static final int EACH = 2_000;

    private final TwoClassQueue<Integer> queues = new TwoClassQueue<>(MAX);

    private List<Integer> take(int max) throws InterruptedException {
        List<Integer> batch = new ArrayList<>();
        assertThat(queues.take(batch, max, Long.MAX_VALUE)).isTrue();
        return batch;
    }

    @Test
    void anInteractiveTaskComesBeforeABackgroundTaskThatHasQueuedLonger() throws InterruptedException {
        queues.offerBackground(1, 0);
        queues.offerBackground(2, 0);
        queues.offerInteractive(-1);
        assertThat(take(MAX)).containsExactly(-1);
        assertThat(take(MAX)).containsExactly(1, 2);
    }

    @Test
    void aBackgroundTaskWaitsForOneInteractiveBatchAtMost() throws InterruptedException {
        queues.offerBackground(1, 0);
        queues.offerInteractive(-1);
        queues.offerInteractive(-2);
        assertThat(take(1)).containsExactly(-1);
        assertThat(take(1)).containsExactly(1);
        assertThat(take(1)).containsExactly(-2);
    }

    @Test
    void aFullClassRefusesAndTheOtherAccepts() throws InterruptedException {
        for (int i = 0; i < MAX; i++) {
            assertThat(queues.offerBackground(i, 0)).isTrue();
        }
        assertThat(queues.offerBackground(MAX, 1)).isFalse();
        assertThat(queues.offerInteractive(-1)).isTrue();
        assertThat(queues.size()).isEqualTo(MAX + 1);
        List<Integer> seen = new ArrayList<>();
        queues.drain(seen::add);
        assertThat(queues.size()).isZero();
        assertThat(seen).hasSize(MAX + 1);
    }

    @Test
    void everyTaskIsTakenOnceAndInTheOrderOfItsClass() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> offering = List.of(
                Thread.ofPlatform().unstarted(() -> offer(failure, true)),
                Thread.ofPlatform().unstarted(() -> offer(failure, false)));
        offering.forEach(Thread::start);
        Random random = new Random(7);
        List<Integer> interactive = new ArrayList<>();
        List<Integer> background = new ArrayList<>();
        while (interactive.size() + background.size() < 2 * EACH) {
            List<Integer> batch = take(1 + random.nextInt(MAX));
            batch.forEach(one -> (one < 0 ? interactive : background).add(one));
            assertThat(batch.stream().map(Integer::signum).distinct()).hasSize(1);
        }
        for (Thread thread : offering) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(queues.size()).isZero();
        for (int i = 1; i <= EACH; i++) {
            assertThat(background.get(i - 1)).isEqualTo(i);
            assertThat(interactive.get(i - 1)).isEqualTo(-i);
        }
    }

    @Test
    void anEmptyQueueIsWaitedForNoLongerThanAsked() throws InterruptedException {
        assertThat(queues.take(new ArrayList<>(), MAX, 1)).isFalse();
        queues.offerInteractive(-1);
        assertThat(take(MAX)).containsExactly(-1);
        assertThat(queues.take(new ArrayList<>(), MAX, 1)).isFalse();
    }

    private void offer(AtomicReference<Throwable> failure, boolean interactive) {
        try {
            for (int i = 1; i <= EACH; i++) {
                if (interactive) {
                    while (!queues.offerInteractive(-i)) {
                        Thread.onSpinWait();
                    }
                } else {
                    assertThat(queues.offerBackground(i, Long.MAX_VALUE)).isTrue();
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure.set(e);
        }
    }
}
