package redpacket.gateway.shake;

import java.util.function.LongUnaryOperator;
import redpacket.gateway.shed.LoadHint;

/** When a phone may shake again: with jitter, so that a crowd spreads, and later the more is shed. */
final class NextShake {
    private static final double STRETCH_MAX = 10;

    private final ShakeSettings settings;
    private final LoadHint hint;
    private final LongUnaryOperator random;

    /** Random gives a number from 0 to below what it is asked for. */
    NextShake(ShakeSettings settings, LoadHint hint, LongUnaryOperator random) {
        this.settings = settings;
        this.hint = hint;
        this.random = random;
    }

    long millis(boolean behindIsAway) {
        long calm = behindIsAway ? settings.awayNextMillis() : settings.nextMillis();
        long base = (long) (calm * (1 + (STRETCH_MAX - 1) * Math.clamp(hint.load(), 0, 1)));
        return base + random.applyAsLong(base);
    }
}
