package redpacket.packet.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedRoundTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Integer> items = IntStream.range(0, 100).boxed().toList();

    @Test
    void runsSomeAtOnceAndNotMore() throws Exception {
        int done = new BoundedRound(4).countDone(items, item -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(100_000);
            running.decrementAndGet();
            return true;
        });
        assertThat(done).isEqualTo(100);
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void doesNotBeginTheRestOnceAsManyHaveFailedAsRunAtOnce() throws Exception {
        int done = new BoundedRound(4).countDone(items, item -> {
            running.incrementAndGet();
            if (item % 2 == 0) {
                throw new IllegalStateException("away");
            }
            return false;
        });
        assertThat(done).isZero();
        assertThat(running.get()).isBetween(4, 8);
    }

    @Test
    void nothingIsDoneOfNothing() throws Exception {
        assertThat(new BoundedRound(4).countDone(List.<Integer>of(), item -> true))
                .isZero();
    }
}
