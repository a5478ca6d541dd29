package redpacket.account.seal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of sealing.
 *
 * @param every pause between two looks
 * @param rowsMax entries under one seal
 * @param sealsPerLook seals of one shard made in one look
 * @param walletsPerAuditRead wallets that the audit compares with their entries in one statement
 */
@ConfigurationProperties("redpacket.account.seal")
record SealSettings(
        @DefaultValue("3s") Duration every,
        @DefaultValue("2000") int rowsMax,
        @DefaultValue("20") int sealsPerLook,
        @DefaultValue("1000") int walletsPerAuditRead) {
    SealSettings {
        if (every.toMillis() < 1 || rowsMax < 1 || sealsPerLook < 1 || walletsPerAuditRead < 1) {
            throw new IllegalArgumentException("redpacket.account.seal: every bound is positive");
        }
    }
}
