package redpacket.packet.set;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one process at a time works on a set.
 *
 * @param leaseMillis a worker that has not renewed its lease for this long is replaced; so long waits the successor of
 *     one that crashed
 * @param idleMillis pause after a round that found nothing
 * @param failureMillisMax longest pause after failures in a row
 */
@ConfigurationProperties("redpacket.packet.lease")
public record LeaseSettings(
        @DefaultValue("4000") long leaseMillis,
        @DefaultValue("250") long idleMillis,
        @DefaultValue("2000") long failureMillisMax) {
    private static final long LEASE_MILLIS_MIN = 1_000;

    public LeaseSettings {
        if (leaseMillis < LEASE_MILLIS_MIN) {
            throw new IllegalArgumentException("redpacket.packet.lease.lease-millis: " + LEASE_MILLIS_MIN + " or more");
        }
        if (idleMillis < 1 || failureMillisMax < idleMillis) {
            throw new IllegalArgumentException(
                    "redpacket.packet.lease: idle-millis is 1 or more, failure-millis-max at least idle-millis");
        }
    }

    Duration lease() {
        return Duration.ofMillis(leaseMillis);
    }
}
