package redpacket.packet.campaign;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How campaigns that stopped half-way, or are over, are brought to their end.
 *
 * @param idleMillis between two rounds
 * @param afterMillis a campaign that is older and not paid was left half-way; longer than a request takes
 * @param packetsMax packets that are closed, and campaigns that are looked at, in a round
 * @param concurrentMax packets that are closed at once
 */
@ConfigurationProperties("redpacket.packet.settle")
record SettleSettings(
        @DefaultValue("500") long idleMillis,
        @DefaultValue("3000") long afterMillis,
        @DefaultValue("200") int packetsMax,
        @DefaultValue("16") int concurrentMax) {
    private static final Duration LEASE = Duration.ofSeconds(30);

    SettleSettings {
        if (idleMillis < 1 || afterMillis < 1 || packetsMax < 1 || concurrentMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.settle: every value is 1 or more");
        }
    }

    /** A round that takes longer may overlap with another one; each step allows that. */
    Duration lease() {
        return LEASE;
    }
}
