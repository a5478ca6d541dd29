package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.common.id.PacketIdCodec;
import redpacket.gateway.address.AddressSettings;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.describe.Documents;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.Role;

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
                .description("Requests that were let in and are not answered")
                .register(meters);
        return inFlight;
    }

    /** The calls of the public listener. */
    @Bean
    ListenerCalls publicCalls(
            GatewayProperties gateway, MoreRoutes moreRoutes, @Qualifier("publicDocuments") Documents documents) {
        return new ListenerCalls(
                CallsOfRoutes.of(moreRoutes.with(gateway), Role.USER), documents.pages(), documents.connectTo());
    }

    @Bean
    Admission admission(
            VerifyToken tokens,
            AdmitRates rates,
            List<Barrier> barriers,
            List<AnswersAtOnce> answers,
            PacketIdCodec codec,
            InFlight inFlight,
            Ticker ticker) {
        return new Admission(tokens, rates, barriers, answers, codec, inFlight, ticker);
    }

    @Bean
    AdmissionFilter admissionFilter(
            Admission admission,
            VerifyToken tokens,
            @Qualifier("publicCalls") ListenerCalls publicCalls,
            WriteAnswer writer,
            ApplicationContext context) {
        return new AdmissionFilter(admission, tokens, publicCalls, writer, context);
    }

    @Bean
    SmartInitializingSingleton preflights(
            RoutePredicateHandlerMapping routes, @Qualifier("publicCalls") ListenerCalls publicCalls) {
        return () -> routes.setCorsProcessor(new Preflights(publicCalls));
    }

    @Bean
    RequestBodyGatewayFilterFactory requestBodyGatewayFilterFactory(ReadBody readBody) {
        return new RequestBodyGatewayFilterFactory(readBody);
    }

    @Bean
    ReadBody readBody(AdmitSettings settings, MeterRegistry meters) {
        ReadBody readBody = new ReadBody(settings);
        Gauge.builder("redpacket.gateway.body.bytes.in.flight", readBody, ReadBody::bytesInFlight)
                .description("Bytes of request bodies in memory")
                .register(meters);
        return readBody;
    }

    @Bean
    MalformedTargets malformedTargets(@Qualifier("publicCalls") ListenerCalls publicCalls) {
        return new MalformedTargets(publicCalls);
    }
}
