package redpacket.packet;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.FailureTranslator;
import redpacket.packet.set.PacketSets;

/** Beans that all use cases share. */
@Configuration(proxyBeanMethods = false)
class PacketConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    PacketIdCodec packetIdCodec(ProcessSettings process) {
        return process.packetIdCodec();
    }

    @Bean
    NumberGenerator numberGenerator(Clock clock, ProcessSettings process) {
        return new NumberGenerator(clock, process.instance().number());
    }

    @Bean
    FailureTranslator failureTranslator() {
        return DatabaseProblems::translate;
    }

    @Bean
    PacketSets packetSets(ProcessSettings process, MeterRegistry meters) {
        return new PacketSets(process, meters);
    }
}
