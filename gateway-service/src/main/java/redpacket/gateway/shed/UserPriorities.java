package redpacket.gateway.shed;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * The priority of a user within a class (DAGOR's user priority), so that all calls of a user's flow are admitted or
 * none.
 *
 * <p>DAGOR hashes the user with the hour, so all users change their priority at the full hour. Here each user has a
 * fixed place on a circle that turns slowly: at each step one priority of all moves from the last place to the first.
 * All gateways use the wall clock, so they agree.
 */
final class UserPriorities {
    /** Number of priorities; 0 is admitted longest. */
    static final int COUNT = 128;

    private final Clock clock;
    private final long millisPerStep;

    UserPriorities(Clock clock, int rotationMinutes) {
        this.clock = clock;
        this.millisPerStep = Math.max(1, TimeUnit.MINUTES.toMillis(rotationMinutes) / COUNT);
    }

    int of(long user) {
        long turned = hash(user) + clock.millis() / millisPerStep;
        return (int) Long.remainderUnsigned(turned, COUNT);
    }

    /** Spreads neighbouring ids (the finalizer of SplitMix64). */
    private static long hash(long user) {
        long mixed = (user ^ (user >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) >>> 8;
    }
}
