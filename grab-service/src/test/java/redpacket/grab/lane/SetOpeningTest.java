package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SetOpeningTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    @Test
    void aSetOpensWhileAnotherHasNoPrimary() throws InterruptedException {
        CountDownLatch primary = new CountDownLatch(1);
        try (SetOpening first = new SetOpening("set-1", () -> await(primary), Duration.ofMillis(1));
                SetOpening second = new SetOpening("set-2", () -> {}, Duration.ofMillis(1))) {
            first.start();
            second.start();
            assertThat(second.await(LONG)).isTrue();
            assertThat(first.isOpen()).isFalse();
            primary.countDown();
            assertThat(first.await(LONG)).isTrue();
            assertThat(first.isOpen()).isTrue();
        }
    }

    @Test
    void aFailureIsTriedAgain() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        Runnable open = () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("no primary");
            }
        };
        try (SetOpening opening = new SetOpening("set-1", open, Duration.ofMillis(1))) {
            opening.start();
            assertThat(opening.await(LONG)).isTrue();
            assertThat(attempts).hasValue(3);
        }
    }

    private static void await(CountDownLatch primary) {
        try {
            primary.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
