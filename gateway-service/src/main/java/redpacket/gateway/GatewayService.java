package redpacket.gateway;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import redpacket.common.control.ControlFeed;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.GrabRing;
import redpacket.common.process.ProcessSettings;

/** gateway-service: the only door for phones. */
@SpringBootApplication
@ConfigurationPropertiesScan({"redpacket.gateway", "redpacket.common.process"})
public class GatewayService {
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayService.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PacketIdCodec packetIdCodec(ProcessSettings process) {
        return process.packetIdCodec();
    }

    @Bean
    GrabRing grabRing(ProcessSettings process) {
        return new GrabRing(process.services().grab());
    }

    @Bean(destroyMethod = "close")
    ControlFeed controlFeed(ProcessSettings process) {
        return new ControlFeed(process.services().packet(), process.serviceKey()).start();
    }
}
