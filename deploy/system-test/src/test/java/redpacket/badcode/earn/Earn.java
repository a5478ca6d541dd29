package redpacket.badcode.earn;

import redpacket.badcode.spend.Receipt;

/** Called by another use case, of which it knows a type: the two packages are a cycle. */
public final class Earn {
    public Receipt earn() {
        return new Receipt(1);
    }
}
