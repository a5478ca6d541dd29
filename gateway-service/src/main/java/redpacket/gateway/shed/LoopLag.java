package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import reactor.netty.resources.LoopResources;
import redpacket.common.process.StartBeforeServing;

/**
 * Measures how long work waits for an event loop: a periodic task on each loop compares the time when it is due with
 * the time when it runs. A request that waits for the same loop waits about as long.
 */
final class LoopLag extends StartBeforeServing {
    /** Later than every time of the ticker. Half of the range, because times are compared by their difference. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final LoopResources loops;
    private final Ticker ticker;
    private final long everyNanos;
    private final LongConsumer lagNanos;
    /** The time at which the task of each loop is due. */
    private volatile List<AtomicLong> dues = List.of();

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
        List<AtomicLong> made = new ArrayList<>();
        for (EventExecutor loop : group) {
            AtomicLong due = new AtomicLong();
            made.add(due);
            next(loop, due);
        }
        dues = List.copyOf(made);
    }

    /** The delay of the most overdue task that has not run yet; 0 if no task is overdue. */
    long overdueNanos() {
        long now = ticker.read();
        long most = 0;
        for (AtomicLong due : dues) {
            most = Math.max(most, now - due.get());
        }
        return ended ? 0 : most;
    }

    private void next(EventExecutor loop, AtomicLong due) {
        if (ended || loop.isShuttingDown()) {
            due.set(NEVER);
            return;
        }
        due.set(ticker.read() + everyNanos);
        var unused = loop.schedule(
                () -> {
                    long lag = Math.max(0, ticker.read() - due.getAndSet(NEVER));
                    try {
                        lagNanos.accept(lag);
                    } finally {
                        next(loop, due);
                    }
                },
                everyNanos,
                TimeUnit.NANOSECONDS);
    }

    @Override
    protected void end() {
        ended = true;
    }
}
