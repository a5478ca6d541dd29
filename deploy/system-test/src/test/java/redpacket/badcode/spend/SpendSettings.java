package redpacket.badcode.spend;

import java.time.Instant;

/** Can be changed while it is used. */
final class SpendSettings {
    int spendsMax;

    Instant next() {
        return new Spend().spend();
    }
}
