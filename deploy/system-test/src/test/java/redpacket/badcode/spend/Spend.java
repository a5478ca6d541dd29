package redpacket.badcode.spend;

import java.time.Instant;
import java.util.Random;
import redpacket.badcode.earn.Earn;

/** Calls another use case, reads the clock, draws at random, and has a method for its test alone. */
final class Spend {
    Instant spend() {
        return Instant.now()
                .plusMillis(new Random().nextLong() + new Earn().earn().number());
    }

    static Spend refund() {
        return new Spend();
    }
}
