package redpacket.packet.control;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger LOG = LoggerFactory.getLogger(ControlConfiguration.class);

    @Bean
    OpeningGroup controlGroup(ProcessSettings process, MeterRegistry meters) {
        DatabaseSettings database = DatabaseSettings.ofAccounts(process, "control");
        return new OpeningGroup(MemberGroup.open(database, meters), database, "db/control");
    }

    /** Before anything is sent, what operators have decided should be known; not at any price. */
    @Bean
    ControlSets controlSets(OpeningGroup controlGroup, PacketSets sets, Clock clock, ControlSettings settings)
            throws InterruptedException {
        Duration wait = Duration.ofMillis(settings.waitMillis());
        controlGroup.await(wait);
        ControlSets control =
                new ControlSets(new MyBatisSetStates(controlGroup.group()), sets, clock, settings).start();
        if (!control.await(wait)) {
            LOG.warn("what operators have decided is not known yet: every set is taken for open until it is");
        }
        return control;
    }
}
