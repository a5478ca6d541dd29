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
    InFlight inFlight(AdmitSettings settings, MeterRegistry meters) {
        InFlight inFlight = new InFlight(settings.requestsInFlightMax());
        Gauge.builder("redpacket.gateway.requests.in.flight", inFlight, InFlight::count)
                .register(meters);
        return inFlight;
    }

    @Bean
    AdmitAtOnce admitAtOnce(
            VerifyToken tokens,
            AdmitRates rates,
            List<Barrier> barriers,
            PacketIdCodec codec,
            InFlight inFlight,
            Ticker ticker) {
        return new AdmitAtOnce(tokens, rates, barriers, codec, inFlight, ticker);
    }

    @Bean
    Edge edge(
            InFlight inFlight,
            AdmitRates rates,
            VerifyToken tokens,
            List<Barrier> barriers,
            PacketIdCodec codec,
            WriteAnswer writer,
            Ticker ticker) {
        return new Edge(inFlight, tokens, rates, barriers, codec, writer, ticker);
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
