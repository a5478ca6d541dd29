package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopLagTest {
    private static final int EVERY_MILLIS = 5;
    private static final long HELD_NANOS = Duration.ofMillis(200).toNanos();

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final AtomicLong reported = new AtomicLong();
    private final LoopLag lag = new LoopLag(
            preferNative -> group,
            System::nanoTime,
            EVERY_MILLIS,
            nanos -> reported.accumulateAndGet(nanos, Math::max));

    @AfterEach
    void end() {
        lag.end();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aTaskThatHasNotRunIsOverdueUntilItReportsItsLag() throws InterruptedException {
        assertThat(lag.overdueNanos()).isZero();
        lag.begin();
        CountDownLatch work = new CountDownLatch(1);
        group.next().execute(() -> {
            try {
                work.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> lag.overdueNanos() > HELD_NANOS);
        work.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> reported.get() > HELD_NANOS);
        await().atMost(Duration.ofSeconds(60)).until(() -> lag.overdueNanos() < HELD_NANOS);
    }
}
