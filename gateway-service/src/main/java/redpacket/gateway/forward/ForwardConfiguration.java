package redpacket.gateway.forward;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;
import redpacket.common.process.ProcessSettings;
import redpacket.gateway.answer.WriteAnswer;
import redpacket.gateway.ended.EndedPackets;
import redpacket.gateway.locate.ServiceInstances;
import redpacket.gateway.locate.SetStates;
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
            ServiceInstances instances,
            ReactorResourceFactory resources) {
        return new OwnerRpcClient(
                settings,
                forward,
                process.serviceKey(),
                instances.of(ServiceName.GRAB)::isPassedOver,
                resources.getLoopResources());
    }

    @Bean
    Upstreams upstreams(
            ForwardSettings settings,
            ProcessSettings process,
            ServiceInstances instances,
            ReactorResourceFactory resources,
            Shedding shedding,
            MeterRegistry meters) {
        return new Upstreams(settings, process, instances, resources.getLoopResources(), shedding, meters);
    }

    @Bean
    ServiceWords serviceWords(ForwardSettings settings, CallLimits limits) {
        return new ServiceWords(Duration.ofMillis(settings.comeBackMillis()), limits);
    }

    @Bean
    LearnEnded learnEnded(EndedPackets endedPackets, ProcessSettings process) {
        return new LearnEnded(endedPackets, process.serviceKey());
    }

    @Bean
    AskOwner askOwner(
            Upstreams upstreams,
            OwnerRpcClient ownerRpc,
            ServiceInstances instances,
            SetStates states,
            EndedPackets endedPackets,
            LearnEnded learnEnded,
            ServiceWords words,
            CallLimits limits) {
        return new AskOwner(
                upstreams, ownerRpc, instances.of(ServiceName.GRAB), states, endedPackets, learnEnded, words, limits);
    }

    @Bean
    Streams streams(
            StreamSettings settings,
            ForwardSettings forward,
            ServiceWords words,
            ReactorResourceFactory resources,
            MeterRegistry meters) {
        return new Streams(settings, forward, words, resources.getLoopResources(), meters);
    }

    @Bean
    UpstreamGatewayFilterFactory upstreamGatewayFilterFactory(
            Upstreams upstreams,
            Streams streams,
            SetStates states,
            CallLimits limits,
            LearnEnded learnEnded,
            ServiceWords words,
            WriteAnswer writer) {
        return new UpstreamGatewayFilterFactory(upstreams, streams, states, limits, learnEnded, words, writer);
    }

    @Bean
    ProblemAnswersGatewayFilterFactory problemAnswersGatewayFilterFactory(ForwardSettings settings, Streams streams) {
        return new ProblemAnswersGatewayFilterFactory(settings.answerBytesMax(), streams);
    }

    @Bean
    ServiceIdentityGatewayFilterFactory serviceIdentityGatewayFilterFactory(ProcessSettings process) {
        return new ServiceIdentityGatewayFilterFactory(process.serviceKey());
    }

    @Bean
    AnswerHeadersFilter answerHeadersFilter() {
        return new AnswerHeadersFilter();
    }

    @Bean
    UpstreamRouting upstreamRouting(
            HttpClient client,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties,
            Ticker ticker) {
        return new UpstreamRouting(client, headersFilters, properties, ticker);
    }
}
