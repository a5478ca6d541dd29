package redpacket.gateway.locate;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import redpacket.common.control.ControlFeed;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = BalancerConfiguration.class)
class LocateConfiguration {
    @Bean
    ServiceInstances serviceInstances(ProcessSettings process) {
        return new ServiceInstances(process.services());
    }

    @Bean
    SetStates setStates(ControlFeed feed) {
        return new SetStates(feed);
    }

    @Bean
    PacketSetGatewayFilterFactory packetSetGatewayFilterFactory() {
        return new PacketSetGatewayFilterFactory();
    }

    @Bean
    ProbeInstances probeInstances(
            ProbeSettings settings,
            ProcessSettings process,
            ServiceInstances instances,
            ReactorResourceFactory resources,
            Ticker ticker) {
        return new ProbeInstances(settings, process.serviceKey(), instances, resources.getLoopResources(), ticker);
    }
}
