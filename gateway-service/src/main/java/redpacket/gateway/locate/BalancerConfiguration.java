package redpacket.gateway.locate;

import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import redpacket.gateway.model.ServiceName;

/** The load balancer of one service, in the context that Spring Cloud LoadBalancer makes for the service. */
class BalancerConfiguration {
    @Bean
    ReactorServiceInstanceLoadBalancer chooseInstance(Environment environment, ServiceInstances instances) {
        String service = environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME);
        return new ChooseInstance(instances.of(ServiceName.parse(service)));
    }
}
