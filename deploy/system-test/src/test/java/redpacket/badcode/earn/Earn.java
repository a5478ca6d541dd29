package redpacket.badcode.earn;

/** Called by another use case. */
public final class Earn {
    public void earn() {}
}
