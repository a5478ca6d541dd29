package redpacket.gateway.shake;

import java.util.function.LongUnaryOperator;
import redpacket.gateway.shed.LoadHint;

/** The time until a client may shake again: with jitter, which spreads clients, and longer under load. */
final class NextShake {
    private final ShakeSettings settings;
    private final LoadHint hint;
    private final LongUnaryOperator random;

    /** Random gives a number from 0 to below its argument. */
    NextShake(ShakeSettings settings, LoadHint hint, LongUnaryOperator random) {
        this.settings = settings;
        this.hint = hint;
        this.random = random;
    }

    long millis(boolean serviceAway) {
        long unloaded = serviceAway ? settings.awayNextMillis() : settings.nextMillis();
        long base = (long) (unloaded * hint.stretch());
        return base + random.applyAsLong(base);
    }
}
