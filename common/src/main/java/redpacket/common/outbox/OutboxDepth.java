package redpacket.common.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the waiting rows of an outbox on a thread of its own: a slow or failed measurement delays no event. */
final class OutboxDepth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDepth.class);

    private final Outbox outbox;
    private final BooleanSupplier isActive;
    private final Duration every;
    private final Thread thread;
    private volatile OutboxMapper.Depth depth = new OutboxMapper.Depth(0, null);

    OutboxDepth(OutboxSettings settings, Outbox outbox, BooleanSupplier isActive, MeterRegistry meters) {
        this.outbox = outbox;
        this.isActive = isActive;
        this.every = settings.measureEvery();
        this.thread = Thread.ofVirtual().name("outbox-depth-" + settings.name()).unstarted(this::run);
        Gauge.builder("redpacket.outbox.depth", this, it -> isActive.getAsBoolean() ? it.depth.rowCount() : 0)
                .description("rows of events that wait to be published, " + OutboxMapper.DEPTH_MAX
                        + " for more as well; 0 where another process is the relay")
                .tag("outbox", settings.name())
                .register(meters);
        Gauge.builder("redpacket.outbox.oldest.millis", this, OutboxDepth::oldestMillis)
                .description("age of the oldest event that waits")
                .tag("outbox", settings.name())
                .register(meters);
    }

    void start() {
        thread.start();
    }

    private double oldestMillis() {
        Long micros = depth.oldestMicros();
        return isActive.getAsBoolean() && micros != null ? micros / 1000.0 : 0;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (isActive.getAsBoolean()) {
                    measure();
                }
                Thread.sleep(every);
            }
        } catch (InterruptedException e) {
            LOG.debug("nothing is measured any more");
        }
    }

    private void measure() {
        try {
            depth = outbox.depth();
        } catch (RuntimeException e) {
            LOG.debug("the outbox could not be measured, the last figures stay: {}", e.toString());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
