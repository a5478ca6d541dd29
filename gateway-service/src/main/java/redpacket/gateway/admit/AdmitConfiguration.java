package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.id.PacketIdCodec;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.describe.Documents;
import redpacket.gateway.identify.VerifyToken;

@Configuration(proxyBeanMethods = false)
class AdmitConfiguration {
    @Bean
    AdmitRates admitRates(AdmitSettings settings, AddressSettings addresses, Ticker ticker) {
        return new AdmitRates(settings, addresses, ticker);
    }

    @Bean
    AdmitAtOnce admitAtOnce(VerifyToken tokens, AdmitRates rates, List<Barrier> barriers, Ticker ticker) {
        return new AdmitAtOnce(tokens, rates, barriers, ticker);
    }

    @Bean
    Edge edge(
            AdmitSettings settings,
            AdmitRates rates,
            VerifyToken tokens,
            List<Barrier> barriers,
            PacketIdCodec codec,
            WriteAnswer writer,
            Ticker ticker,
            MeterRegistry meters) {
        Edge edge = new Edge(settings, tokens, rates, barriers, codec, writer, ticker);
        Gauge.builder("redpacket.gateway.requests.in.flight", edge, Edge::inFlight)
                .register(meters);
        return edge;
    }

    @Bean
    ReadBody readBody(AdmitSettings settings, MeterRegistry meters) {
        ReadBody readBody = new ReadBody(settings);
        Gauge.builder("redpacket.gateway.body.bytes.in.flight", readBody, ReadBody::bytesInFlight)
                .register(meters);
        return readBody;
    }

    @Bean
    EdgeFilter edgeFilter(Edge edge, @Qualifier("publicDocuments") Documents documents, ApplicationContext context) {
        return new EdgeFilter(edge, documents.pages(), context);
    }

    @Bean
    MalformedTargets malformedTargets() {
        return new MalformedTargets();
    }
}
