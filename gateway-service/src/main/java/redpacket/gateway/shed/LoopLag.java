package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import reactor.netty.resources.LoopResources;
import redpacket.common.process.StartBeforeServing;

/**
 * How long work waits for its event loop: on each loop a task that is due at a known time, and the time when it runs.
 * What a request waits for a loop it waits there with the task.
 */
final class LoopLag extends StartBeforeServing {
    private final LoopResources loops;
    private final Ticker ticker;
    private final long everyNanos;
    private final LongConsumer lagNanos;
    private volatile boolean ended;

    LoopLag(LoopResources loops, Ticker ticker, int everyMillis, LongConsumer lagNanos) {
        this.loops = loops;
        this.ticker = ticker;
        this.everyNanos = TimeUnit.MILLISECONDS.toNanos(everyMillis);
        this.lagNanos = lagNanos;
    }

    @Override
    protected void begin() {
        EventLoopGroup group = loops.onServer(LoopResources.DEFAULT_NATIVE);
        for (EventExecutor loop : group) {
            next(loop);
        }
    }

    private void next(EventExecutor loop) {
        if (ended || loop.isShuttingDown()) {
            return;
        }
        long due = ticker.read() + everyNanos;
        var unused = loop.schedule(
                () -> {
                    lagNanos.accept(Math.max(0, ticker.read() - due));
                    next(loop);
                },
                everyNanos,
                TimeUnit.NANOSECONDS);
    }

    @Override
    protected void end() {
        ended = true;
    }
}
