package redpacket.packet.view;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.set.SetState;
import redpacket.packet.model.Profiles;
import redpacket.packet.set.PacketSets;

/** Puts viewing together. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    @Bean
    ViewPacket viewPacket(PacketSets sets, Profiles profiles, Clock clock) {
        return new ViewPacket(new MyBatisPackets(sets), profiles, set -> sets.stateOf(set) == SetState.DOWN, clock);
    }
}
