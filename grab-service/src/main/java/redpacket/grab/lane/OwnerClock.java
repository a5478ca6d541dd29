package redpacket.grab.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which a set's packets expire: this process's clock, compared with the clock of the set's primary.
 *
 * <p>INVARIANT: a lane closes a packet on expiry only after a comparison in the same transaction, and only while the
 * two clocks differ by no more than the bound. Otherwise time is the database's, and no packet is closed. Thread-safe.
 */
final class OwnerClock {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerClock.class);

    private final String name;
    private final Clock clock;
    private final Duration offMax;
    private final Duration compareEvery;
    /** This process's time less the database's. */
    private volatile Duration off = Duration.ZERO;

    private volatile boolean compared;
    private volatile long comparedNanos;

    OwnerClock(String name, Clock clock, LaneSettings settings) {
        this.name = name;
        this.clock = clock;
        this.offMax = settings.clockOffMax();
        this.compareEvery = settings.clockCompareEvery();
    }

    /** To the millisecond. */
    Instant now() {
        Instant own = clock.instant();
        return (isOff() ? own.minus(off) : own).truncatedTo(ChronoUnit.MILLIS);
    }

    boolean isOff() {
        return off.abs().compareTo(offMax) > 0;
    }

    long offMillis() {
        return off.toMillis();
    }

    /** From time to time, and always while the clocks differ. */
    boolean isComparisonDue() {
        return !compared || isOff() || System.nanoTime() - comparedNanos > compareEvery.toNanos();
    }

    synchronized void compare(Supplier<Instant> databaseNow) {
        boolean wasOff = isOff();
        long begun = System.nanoTime();
        Instant own = clock.instant();
        Instant database = databaseNow.get();
        comparedNanos = System.nanoTime();
        compared = true;
        // The database read its clock at some time between the two: half of that is the error.
        off = Duration.between(database, own).plusNanos((comparedNanos - begun) / 2);
        if (isOff() != wasOff) {
            if (wasOff) {
                LOG.info("{}: this process's clock agrees with the database's again", name);
            } else {
                LOG.error(
                        "{}: this process's clock differs from the database's by {} ms; no packet is closed on expiry"
                                + " here. Set the clock of this machine or of the primary.",
                        name,
                        off.toMillis());
            }
        }
    }
}
