package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShardQueueTest {
    private final ShardQueue<Integer> queue = new ShardQueue<>(100);

    @Test
    void whatSomebodyWaitsForGoesFirst() throws InterruptedException {
        for (int credit = 10; credit < 15; credit++) {
            assertThat(queue.offerFollowing(credit, 0)).isTrue();
        }
        assertThat(queue.offer(1)).isTrue();
        assertThat(queue.offer(2)).isTrue();

        assertThat(take(100, 2)).containsExactly(1, 2, 10, 11);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(take(1, 2)).containsExactly(12);
        assertThat(take(100, 100)).containsExactly(13, 14);
    }

    @Test
    void whatIsFullTakesNoMore() throws InterruptedException {
        ShardQueue<Integer> small = new ShardQueue<>(1);
        assertThat(small.offer(1)).isTrue();
        assertThat(small.offer(2)).isFalse();
        assertThat(small.offerFollowing(3, 0)).isTrue();
        assertThat(small.offerFollowing(4, 1_000)).isFalse();
    }

    @Test
    void nothingIsLostOrTakenTwice() throws InterruptedException {
        int each = 5_000;
        Set<Integer> taken = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                int from = thread * each;
                threads.execute(() -> IntStream.range(from, from + each).forEach(this::put));
            }
            List<Integer> batch = new ArrayList<>();
            while (taken.size() < 4 * each) {
                queue.take(batch, 16, 8);
                assertThat(batch).isNotEmpty().hasSizeLessThanOrEqualTo(16);
                batch.forEach(one -> assertThat(taken.add(one)).isTrue());
                batch.clear();
            }
        }
        assertThat(queue.size()).isZero();
    }

    private void put(int one) {
        try {
            if (one % 2 == 0 || !queue.offer(one)) {
                assertThat(queue.offerFollowing(one, TimeUnit.SECONDS.toNanos(20)))
                        .isTrue();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> take(int max, int followingMax) throws InterruptedException {
        List<Integer> batch = new ArrayList<>();
        queue.take(batch, max, followingMax);
        return batch;
    }
}
