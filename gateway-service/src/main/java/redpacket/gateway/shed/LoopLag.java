package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<Probe> probes = new CopyOnWriteArrayList<>();
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
            Probe probe = new Probe(loop);
            probes.add(probe);
            probe.next();
        }
    }

    /** How long the loops' tasks that are due now have been due, on average: what no task that has run tells of yet. */
    long overdueNanos(long now) {
        long sum = 0;
        for (Probe probe : probes) {
            sum += Math.max(0, now - probe.due);
        }
        return sum / Math.max(1, probes.size());
    }

    private final class Probe {
        private final EventExecutor loop;
        private volatile long due;

        private Probe(EventExecutor loop) {
            this.loop = loop;
        }

        private void next() {
            if (ended || loop.isShuttingDown()) {
                return;
            }
            due = ticker.read() + everyNanos;
            var unused = loop.schedule(this::run, everyNanos, TimeUnit.NANOSECONDS);
        }

        private void run() {
            try {
                lagNanos.accept(Math.max(0, ticker.read() - due));
            } finally {
                next();
            }
        }
    }

    @Override
    protected void end() {
        ended = true;
    }
}
