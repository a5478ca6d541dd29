package redpacket.gateway.ended;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.answer.WriteAnswer;

@Configuration(proxyBeanMethods = false)
class EndedConfiguration {
    @Bean
    EndedPackets endedPackets(EndedSettings settings, Ticker ticker, MeterRegistry meters) {
        return new EndedPackets(settings, ticker, meters);
    }

    @Bean
    EndedPacketGatewayFilterFactory endedPacketGatewayFilterFactory(EndedPackets endedPackets, WriteAnswer writer) {
        return new EndedPacketGatewayFilterFactory(endedPackets, writer);
    }
}
