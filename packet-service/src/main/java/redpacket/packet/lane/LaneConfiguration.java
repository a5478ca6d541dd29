package redpacket.packet.lane;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.set.SetOwners;

@Configuration(proxyBeanMethods = false)
class LaneConfiguration {
    @Bean
    HttpLanes lanes(ProcessSettings process, PacketIdCodec codec, LaneCallSettings settings) {
        return new HttpLanes(new SetOwners<>(process.services().grab()), process.serviceKey(), codec, settings);
    }
}
