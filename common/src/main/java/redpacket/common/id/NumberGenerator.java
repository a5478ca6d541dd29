package redpacket.common.id;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that grow with time and are unique among processes: 41 bits of milliseconds since
 * 2026-01-01, 10 bits of process number, 12 bits of counter. Thread-safe.
 *
 * <p>INVARIANT: one generator never gives a number twice, nor a smaller one, also when the clock goes back: it takes
 * the larger of now and the last. A process that restarts with its clock behind could repeat numbers of its past life.
 * A unique key where the number is stored refuses those, and {@link #advancePast} moves the generator on.
 */
public final class NumberGenerator {
    private static final long EPOCH_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int PROCESS_BITS = 10;
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    public static final int PROCESS_MAX = (1 << PROCESS_BITS) - 1;

    private final Clock clock;
    private final long process;
    /** Milliseconds and counter of the last number, without the process. */
    private final AtomicLong last = new AtomicLong();

    public NumberGenerator(Clock clock, int process) {
        if (process < 0 || process > PROCESS_MAX) {
            throw new IllegalArgumentException("a process number is from 0 to " + PROCESS_MAX + ", not " + process);
        }
        this.clock = clock;
        this.process = process;
    }

    public long next() {
        long now = (clock.millis() - EPOCH_MILLIS) << COUNTER_BITS;
        long tick = last.updateAndGet(previous -> Math.max(now, previous + 1));
        return spread(tick);
    }

    /** From now on gives only numbers larger than this one, which any generator may have made. */
    public void advancePast(long number) {
        long millis = number >>> (PROCESS_BITS + COUNTER_BITS);
        long tick = (millis << COUNTER_BITS) | COUNTER_MASK;
        last.accumulateAndGet(tick, Math::max);
    }

    /** The least number that can be made at an instant or later. */
    public static long firstAt(Instant at) {
        return Math.max(0, at.toEpochMilli() - EPOCH_MILLIS) << (PROCESS_BITS + COUNTER_BITS);
    }

    private long spread(long tick) {
        long millis = tick >>> COUNTER_BITS;
        return (millis << (PROCESS_BITS + COUNTER_BITS)) | (process << COUNTER_BITS) | (tick & COUNTER_MASK);
    }
}
