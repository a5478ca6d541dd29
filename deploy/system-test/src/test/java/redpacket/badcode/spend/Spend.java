package redpacket.badcode.spend;

import java.time.Instant;
import java.util.Random;
import redpacket.badcode.earn.Earn;

/** Calls another use case, asks for the time and for chance. */
final class Spend {
    Instant spend() {
        new Earn().earn();
        return Instant.now().plusMillis(new Random().nextLong());
    }
}
