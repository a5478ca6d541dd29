package redpacket.packet.audit;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.audit.AuditLog;
import redpacket.common.id.NumberGenerator;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.set.OpeningGroup;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    /** With numbers of its own: those of packets do not follow the log's. */
    @Bean
    AuditLog auditLog(OpeningGroup controlSchema, ProcessSettings process, Clock clock, AuditSettings settings) {
        return new AuditLog(
                controlSchema.group(),
                new NumberGenerator(clock, process.instance().number()),
                clock,
                settings.keepFor());
    }
}
