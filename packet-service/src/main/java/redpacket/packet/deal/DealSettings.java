package redpacket.packet.deal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How prizes are dealt.
 *
 * @param leaseMillis a gateway that has not asked for this long holds nothing any more
 * @param leadMillis prizes are dealt this long before their time
 * @param batchPrizesMax prizes that one answer deals
 * @param heldPrizesMax prizes that a gateway holds
 * @param grantAfterMillis a win that is older and not known to be granted is granted again
 * @param grantsMax wins granted again in a round, and users that a seed is shared with at once
 */
@ConfigurationProperties("redpacket.packet.deal")
record DealSettings(
        @DefaultValue("6000") long leaseMillis,
        @DefaultValue("2000") long leadMillis,
        @DefaultValue("500") int batchPrizesMax,
        @DefaultValue("2000") int heldPrizesMax,
        @DefaultValue("2000") long grantAfterMillis,
        @DefaultValue("500") int grantsMax) {
    private static final long LEASE_MILLIS_MIN = 1_000;

    DealSettings {
        if (leaseMillis < LEASE_MILLIS_MIN) {
            throw new IllegalArgumentException("redpacket.packet.deal.lease-millis: " + LEASE_MILLIS_MIN + " or more");
        }
        if (leadMillis < 1 || batchPrizesMax < 1 || heldPrizesMax < 1 || grantAfterMillis < 1 || grantsMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.deal: every value is 1 or more");
        }
    }
}
