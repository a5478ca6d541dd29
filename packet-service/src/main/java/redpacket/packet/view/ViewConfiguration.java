package redpacket.packet.view;

import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.set.SetState;
import redpacket.packet.model.Profiles;
import redpacket.packet.people.PeopleApi;
import redpacket.packet.set.PacketSets;

/** Views of packets. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {
    @Bean
    ViewPacket viewPacket(PacketSets sets, Profiles profiles, Switches switches, Clock clock) {
        Profiles shown = (set, users) -> switches.isOn(Switch.AVATARS) ? profiles.of(set, users) : Map.of();
        return new ViewPacket(new MyBatisPackets(sets), shown, set -> sets.stateOf(set) == SetState.DOWN, clock);
    }

    /** Thanks are shown together with names: the same switch turns them off. */
    @Bean
    Thanks thanks(PeopleApi people, Switches switches) {
        Thanks asked = new AskThanks(people);
        return (packetId, openers) -> switches.isOn(Switch.AVATARS) ? asked.of(packetId, openers) : Map.of();
    }
}
