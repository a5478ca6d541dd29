package redpacket.grab.lane;

/**
 * The linger of a lane: its delay after a commit, in which requests collect for the next one.
 *
 * <p>A commit costs three servers more than the requests in it, and a busy machine makes it slower. So the linger is
 * the time of the last commit for each request beyond the first, up to a percentage of that time and up to a maximum.
 * After a commit of one request there is no linger. Confined to the lane's thread.
 */
final class CommitDelay {
    private final long lingerNanosMax;
    private final int percent;
    private long lingerNanos;
    private long endedNanos;

    CommitDelay(LaneSettings settings, long now) {
        this.lingerNanosMax = settings.lingerMax().toNanos();
        this.percent = settings.lingerPercent();
        this.endedNanos = now;
    }

    /** Records a commit that ends now; returns how long it took. */
    long committed(int requests, long begunNanos, long now) {
        long took = now - begunNanos;
        lingerNanos = Math.min(lingerNanosMax, took * Math.min(percent, 100L * (requests - 1)) / 100);
        endedNanos = now;
        return took;
    }

    /** Until the next commit may begin; 0 or less when it may begin now. */
    long remainingNanos(long now) {
        return endedNanos + lingerNanos - now;
    }
}
