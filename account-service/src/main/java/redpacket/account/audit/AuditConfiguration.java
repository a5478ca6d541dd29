package redpacket.account.audit;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.account.shard.Shards;
import redpacket.common.audit.AuditLog;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.NumberGenerator;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    /** In the first shard's schema. */
    @Bean
    AuditLog auditLog(Shards shards, ProcessSettings process, Clock clock, AuditSettings settings) {
        return new AuditLog(
                shards.all().getFirst().group(),
                new NumberGenerator(clock, process.instance().number()),
                clock,
                settings.keepFor());
    }

    @Bean
    AuditApi packetAuditLog(ServiceClient booksClient, ProcessSettings process) {
        return booksClient.of(AuditApi.class, "audit-log", process.services().packet(), Repeat.UNANSWERED);
    }
}
