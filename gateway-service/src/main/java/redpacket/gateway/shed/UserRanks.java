package redpacket.gateway.shed;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Whose requests are shed first within a class: by user, so that a flow of calls is served whole or not at all.
 *
 * <p>Each user has a fixed place on a circle, and the circle turns slowly: one rank at a time moves from the last to
 * the first, so few users change sides at any moment, and in one turn everybody was everywhere. All gateways turn by
 * the same clock and agree.
 */
final class UserRanks {
    /** Ranks from 0, which is served longest, to this. */
    static final int COUNT = 128;

    private final Clock clock;
    private final long millisPerRank;

    UserRanks(Clock clock, int rotationMinutes) {
        this.clock = clock;
        this.millisPerRank = Math.max(1, TimeUnit.MINUTES.toMillis(rotationMinutes) / COUNT);
    }

    int of(long user) {
        long turned = place(user) + clock.millis() / millisPerRank;
        return (int) Long.remainderUnsigned(turned, COUNT);
    }

    /** Neighbouring ids have nothing to do with each other (the finalizer of SplitMix64). */
    private static long place(long user) {
        long mixed = (user ^ (user >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) >>> 8;
    }
}
