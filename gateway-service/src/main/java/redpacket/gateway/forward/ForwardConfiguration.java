package redpacket.gateway.forward;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import redpacket.common.control.ControlFeed;
import redpacket.common.process.ProcessSettings;
import redpacket.gateway.admit.ReadBody;
import redpacket.gateway.answer.Answers;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.ended.EndedPackets;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.shed.CallLimits;
import redpacket.gateway.shed.Shedding;

@Configuration(proxyBeanMethods = false)
class ForwardConfiguration {
    @Bean(destroyMethod = "close")
    OwnerRpcClient ownerRpc(
            OwnerRpcSettings settings,
            ForwardSettings forward,
            ProcessSettings process,
            ReactorResourceFactory resources) {
        return new OwnerRpcClient(settings, forward, process.serviceKey(), resources.getLoopResources());
    }

    @Bean
    Upstreams upstreams(
            ForwardSettings settings,
            ProcessSettings process,
            ReactorResourceFactory resources,
            OwnerRpcClient ownerRpc,
            Shedding shedding,
            Ticker ticker,
            MeterRegistry meters) {
        return new Upstreams(settings, process, resources.getLoopResources(), ownerRpc, shedding, ticker, meters);
    }

    @Bean
    ProbeInstances probeInstances(
            ForwardSettings settings, ProcessSettings process, Upstreams upstreams, ReactorResourceFactory resources) {
        return new ProbeInstances(settings, process.serviceKey(), upstreams, resources.getLoopResources());
    }

    @Bean
    Answers forwardCall(
            Upstreams upstreams,
            ControlFeed feed,
            EndedPackets endedPackets,
            ForwardSettings settings,
            CallLimits limits,
            ProcessSettings process) {
        return new ForwardCall(upstreams, new SetStates(feed), endedPackets, settings, limits, process.serviceKey());
    }

    @Bean
    ForwardAtOnce forwardAtOnce(Answers answers) {
        return new ForwardAtOnce(answers);
    }

    @Bean
    StreamEvents streamEvents(
            Upstreams upstreams,
            WriteAnswer writer,
            StreamSettings settings,
            ForwardSettings forward,
            ProcessSettings process,
            ReactorResourceFactory resources,
            MeterRegistry meters) {
        return new StreamEvents(
                upstreams.instances(ServiceName.NOTIFY),
                writer,
                settings,
                forward,
                process.serviceKey(),
                resources.getLoopResources(),
                meters);
    }

    @Bean
    ForwardFilter forwardFilter(ReadBody readBody, Answers answers, StreamEvents streamEvents, WriteAnswer writer) {
        return new ForwardFilter(readBody, answers, streamEvents, writer);
    }

    /** A route for each service that the public calls name; the busiest is first. */
    @Bean
    RouteLocator routes() {
        List<Route> routes = CallTable.PUBLIC.byService().keySet().stream()
                .map(ForwardConfiguration::route)
                .toList();
        return () -> Flux.fromIterable(routes);
    }

    private static Route route(ServiceName service) {
        return Route.async()
                .id(service.toString())
                .uri("http://" + service)
                .predicate(exchange -> isFor(service, exchange))
                .build();
    }

    private static boolean isFor(ServiceName service, ServerWebExchange exchange) {
        return exchange.getAttribute(AdmittedRequest.ATTRIBUTE) instanceof AdmittedRequest request
                && request.call().service() == service;
    }
}
