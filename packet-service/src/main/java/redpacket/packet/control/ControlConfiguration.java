package redpacket.packet.control;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.ProcessSettings;
import redpacket.common.set.SetState;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Control, on the schema {@code control} of the account set. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
    /** Begun and ended by {@link ControlSets}. */
    @Bean(destroyMethod = "")
    OpeningGroup controlSchema(ProcessSettings process, MeterRegistry meters) {
        DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
        return new OpeningGroup(MemberGroup.open(database, meters), database, "db/control");
    }

    @Bean
    ControlSets controlSets(
            OpeningGroup controlSchema, PacketSets sets, Clock clock, ControlSettings settings, MeterRegistry meters) {
        ControlSets control =
                new ControlSets(controlSchema, new MyBatisDecisions(controlSchema.group()), sets, clock, settings);
        for (PacketSet set : sets.all()) {
            Gauge.builder(
                            "redpacket.set.state",
                            control,
                            it -> numberOf(it.entryOf(set).state()))
                    .description("what operators have decided: 0 OPEN, 1 MASKED, 2 DOWN")
                    .tag("set", set.name())
                    .register(meters);
        }
        return control;
    }

    /** The number of a state in dashboards and alerts. */
    private static int numberOf(SetState state) {
        return switch (state) {
            case OPEN -> 0;
            case MASKED -> 1;
            case DOWN -> 2;
        };
    }
}
