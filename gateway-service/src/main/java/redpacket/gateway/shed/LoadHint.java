package redpacket.gateway.shed;

import java.time.Duration;
import redpacket.gateway.answer.Answer;

/** The load of this gateway, from which answers derive the time at which a client may come back. */
public interface LoadHint {
    /** The part of the arriving requests that is shed: 0 without overload, 1 if everything is shed. */
    double load();

    /** The factor by which clients come back later under this load: 1 without load, 10 if everything is shed. */
    default double stretch() {
        return 1 + 9 * Math.clamp(load(), 0, 1);
    }

    /** The time until the next shake in milliseconds, with jitter; it grows with the load. */
    long nextShakeMillis();

    /** The answer NOTHING to a shake, with a next shake after at least this time. */
    Answer nothing(Duration noSooner);
}
