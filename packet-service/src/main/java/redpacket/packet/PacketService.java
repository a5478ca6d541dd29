package redpacket.packet;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.GrabRing;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.FailureTranslator;
import redpacket.common.web.ServiceWebConfiguration;

/** packet-service: sends packets, shows them, sees to their end. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan({"redpacket.packet", "redpacket.common.process"})
@Import(ServiceWebConfiguration.class)
public class PacketService {
    public static void main(String[] arguments) {
        SpringApplication.run(PacketService.class, arguments);
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
    NumberGenerator numberGenerator(ProcessSettings process, Clock clock) {
        return new NumberGenerator(clock, process.instance().number());
    }

    @Bean
    GrabRing grabRing(ProcessSettings process) {
        return new GrabRing(process.services().grab());
    }

    @Bean
    FailureTranslator failureTranslator() {
        return DatabaseProblems::translate;
    }
}
