package redpacket.grab.lane;

/**
 * How long a lane rests after a commit: some times as long as that took. A commit wakes three servers, which costs more
 * than what it carries, and takes the longer the busier they are: so a lane that is asked all the time commits less
 * often, and one that was quiet goes at once. Of one thread.
 */
final class LanePace {
    private final long restNanosMax;
    private final int percent;
    private long tookNanos;
    private long endedNanos;

    LanePace(LaneSettings settings, long now) {
        this.restNanosMax = settings.gatherMax().toNanos();
        this.percent = settings.gatherPercent();
        this.endedNanos = now;
    }

    /** A commit that began then has ended now; how long it took. */
    long committed(long begunNanos, long now) {
        tookNanos = now - begunNanos;
        endedNanos = now;
        return tookNanos;
    }

    /** What is left of the rest; 0 or less when the next commit may begin. */
    long leftNanos(long now) {
        return endedNanos + Math.min(restNanosMax, tookNanos * percent / 100) - now;
    }
}
