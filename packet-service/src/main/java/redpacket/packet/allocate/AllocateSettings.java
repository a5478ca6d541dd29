package redpacket.packet.allocate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How prizes are allocated.
 *
 * @param leaseMillis the lease of a gateway that has not asked for this long ends
 * @param leadMillis prizes are allocated this long before their time
 * @param batchPrizesMax prizes that one answer allocates
 * @param heldPrizesMax prizes that a gateway holds
 * @param grantAfterMillis an older win that is not known to be granted is granted again
 * @param grantsMax wins granted again in a round, and users that a seed is shared with at once
 */
@ConfigurationProperties("redpacket.packet.allocate")
record AllocateSettings(
        @DefaultValue("6000") long leaseMillis,
        @DefaultValue("2000") long leadMillis,
        @DefaultValue("500") int batchPrizesMax,
        @DefaultValue("2000") int heldPrizesMax,
        @DefaultValue("2000") long grantAfterMillis,
        @DefaultValue("500") int grantsMax) {
    private static final long LEASE_MILLIS_MIN = 1_000;

    AllocateSettings {
        if (leaseMillis < LEASE_MILLIS_MIN) {
            throw new IllegalArgumentException(
                    "redpacket.packet.allocate.lease-millis: " + LEASE_MILLIS_MIN + " or more");
        }
        if (leadMillis < 1 || batchPrizesMax < 1 || heldPrizesMax < 1 || grantAfterMillis < 1 || grantsMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.allocate: every value is 1 or more");
        }
    }
}
