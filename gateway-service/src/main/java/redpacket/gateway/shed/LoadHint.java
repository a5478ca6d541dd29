package redpacket.gateway.shed;

import java.time.Duration;
import redpacket.gateway.answer.Answer;

/** How loaded this gateway is, for whoever tells clients when to come back: the more is shed, the later. */
public interface LoadHint {
    /** The part of the requests that is shed at present: 0 when all is well, 1 when nothing is served. */
    double load();

    /** Milliseconds until the next shake, with jitter; grows with the load. */
    long nextShakeMillis();

    /** The answer to a shake that wins nothing, with a next shake no sooner than this. */
    Answer nothing(Duration noSooner);
}
