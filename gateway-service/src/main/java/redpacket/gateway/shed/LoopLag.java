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
 * How long work waits for its event loop: on each loop a task that is due at a known time, and the time when it runs.
 * What a request waits for a loop it waits there with the task.
 */
final class LoopLag extends StartBeforeServing {
    /** Later than any time of the ticker; half, since times are compared by their difference. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final LoopResources loops;
    private final Ticker ticker;
    private final long everyNanos;
    private final LongConsumer lagNanos;
    /** When the task of each loop is due, in the ticker's time. */
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

    /** How late the task is that is most overdue and has not run yet; 0 where none is. */
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
