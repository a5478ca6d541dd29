package redpacket.grab;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.ControlFeedSettings;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.FailureTranslator;
import redpacket.common.web.ServiceWebConfiguration;

/** grab-service: the owner of the packets' lanes. */
@SpringBootApplication
@ConfigurationPropertiesScan({"redpacket.grab", "redpacket.common.process", "redpacket.common.control"})
@Import(ServiceWebConfiguration.class)
public class GrabService {
    public static void main(String[] arguments) {
        SpringApplication.run(GrabService.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PacketIdCodec packetIdCodec(ProcessSettings process) {
        return process.packetIdCodec();
    }

    @Bean(destroyMethod = "close")
    ControlFeed controlFeed(ProcessSettings process, ControlFeedSettings settings, MeterRegistry meters) {
        return new ControlFeed(process, settings, meters).start();
    }

    @Bean
    FailureTranslator failureTranslator() {
        return DatabaseProblems::translate;
    }
}
