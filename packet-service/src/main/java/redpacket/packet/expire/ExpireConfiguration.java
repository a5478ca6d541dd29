package redpacket.packet.expire;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.SqlSessions;
import redpacket.packet.lane.Lanes;
import redpacket.packet.set.LeaseSettings;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;
import redpacket.packet.set.SetWorkers;

/** Expiry: one worker for each set. */
@Configuration(proxyBeanMethods = false)
class ExpireConfiguration {
    @Bean
    SetWorkers expirers(
            PacketSets sets,
            Lanes lanes,
            Clock clock,
            ExpireSettings settings,
            LeaseSettings leases,
            MeterRegistry meters) {
        return new SetWorkers(
                "expire",
                sets,
                leases,
                set -> new ExpirePackets(set.id(), duePackets(set), lanes, clock, settings, meters)::expire);
    }

    private static DuePackets duePackets(PacketSet set) {
        SqlSessions sessions = new SqlSessions(set.group().primary(), DueMapper.class);
        return (now, after, packetsMax) ->
                sessions.read(session -> session.getMapper(DueMapper.class).expired(now, after, packetsMax));
    }
}
