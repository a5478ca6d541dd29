package redpacket.packet.control;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSets;

/** Puts control together, on the schema {@code control} of the account set. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
    /** Begun and ended by {@link ControlSets}. */
    @Bean(destroyMethod = "")
    OpeningGroup controlSchema(ProcessSettings process, MeterRegistry meters) {
        DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
        return new OpeningGroup(MemberGroup.open(database, meters), database, "db/control");
    }

    @Bean
    ControlSets controlSets(OpeningGroup controlSchema, PacketSets sets, Clock clock, ControlSettings settings) {
        return new ControlSets(controlSchema, new MyBatisDecisions(controlSchema.group()), sets, clock, settings);
    }
}
