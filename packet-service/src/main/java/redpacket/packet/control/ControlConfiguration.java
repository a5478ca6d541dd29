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
    @Bean
    ControlSets controlSets(
            ProcessSettings process, PacketSets sets, Clock clock, ControlSettings settings, MeterRegistry meters) {
        DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
        OpeningGroup group = new OpeningGroup(MemberGroup.open(database, meters), database, "db/control");
        return new ControlSets(group, new MyBatisDecisions(group.group()), sets, clock, settings);
    }
}
