package redpacket.account.correct;

import java.time.Clock;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.account.model.Ledger;
import redpacket.account.shard.Shards;
import redpacket.common.audit.AuditLog;

@Configuration(proxyBeanMethods = false)
class CorrectConfiguration {
    @Bean
    CorrectWallet correctWallet(Shards shards, Ledger ledger, AuditLog audit, Clock clock) {
        return new CorrectWallet(
                new SqlCorrections(shards.all().getFirst().group()),
                ledger,
                audit::record,
                () -> UUID.randomUUID().toString().replace("-", ""),
                clock);
    }
}
