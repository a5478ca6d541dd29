package redpacket.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.ControlFeedSettings;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** gateway-service: what clients and operators talk to. */
@SpringBootApplication
@ConfigurationPropertiesScan({"redpacket.gateway", "redpacket.common.process", "redpacket.common.control"})
public class GatewayService {
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayService.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For what is measured and not told: rates, cache lives, durations. */
    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }

    @Bean
    PacketIdCodec packetIdCodec(ProcessSettings process) {
        return process.packetIdCodec();
    }

    /** The control feed, started with the rest of what reaches for the world. */
    @Bean
    StartBeforeServing followControl(ControlFeed feed) {
        return new StartBeforeServing() {
            @Override
            protected void begin() {
                feed.start();
            }

            @Override
            protected void end() {
                feed.close();
            }
        };
    }

    @Bean(destroyMethod = "")
    ControlFeed controlFeed(ProcessSettings process, ControlFeedSettings settings, MeterRegistry meters) {
        return new ControlFeed(process, settings, meters);
    }
}
