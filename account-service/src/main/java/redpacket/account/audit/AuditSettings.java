package redpacket.account.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit log of account-service.
 *
 * @param keepFor the age at which an entry may be deleted
 */
@ConfigurationProperties("redpacket.account.audit")
record AuditSettings(@DefaultValue("3650d") Duration keepFor) {
    AuditSettings {
        if (!keepFor.isPositive()) {
            throw new IllegalArgumentException("redpacket.account.audit.keep-for is positive");
        }
    }
}
