package redpacket.packet.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.ProcessSettings;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Puts control together, on the schema {@code control} of the account set. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
    @Bean
    ControlSets controlSets(
            ProcessSettings process, PacketSets sets, Clock clock, ControlSettings settings, MeterRegistry meters) {
        DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
        OpeningGroup group = new OpeningGroup(MemberGroup.open(database, meters), database, "db/control");
        ControlSets control = new ControlSets(group, new MyBatisSetStates(group.group()), sets, clock, settings);
        for (PacketSet set : sets.all()) {
            Gauge.builder(
                            "redpacket.set.state",
                            control,
                            it -> it.entryOf(set).state().ordinal())
                    .description("what operators have decided: 0 OPEN, 1 MASKED, 2 DOWN")
                    .tag("set", set.name())
                    .register(meters);
        }
        return control;
    }
}
