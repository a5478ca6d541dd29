package redpacket.grab.lane;

/**
 * How long a lane rests after a commit: as long as that took for each request that it carried beyond the first, some
 * times at the most. A commit wakes three servers, which costs more than what it carries, and takes the longer the
 * busier they are: so a lane that is asked all the time commits less often. One that carried a single request has
 * nobody to gather, and goes at once. Of one thread.
 */
final class LanePace {
    private final long restNanosMax;
    private final int percent;
    private long restNanos;
    private long endedNanos;

    LanePace(LaneSettings settings, long now) {
        this.restNanosMax = settings.gatherMax().toNanos();
        this.percent = settings.gatherPercent();
        this.endedNanos = now;
    }

    /** A commit of so many requests that began then has ended now; how long it took. */
    long committed(int requests, long begunNanos, long now) {
        long took = now - begunNanos;
        restNanos = Math.min(restNanosMax, took * Math.min(percent, 100L * (requests - 1)) / 100);
        endedNanos = now;
        return took;
    }

    /** What is left of the rest; 0 or less when the next commit may begin. */
    long leftNanos(long now) {
        return endedNanos + restNanos - now;
    }
}
