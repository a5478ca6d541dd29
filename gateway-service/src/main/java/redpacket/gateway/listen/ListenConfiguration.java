package redpacket.gateway.listen;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class ListenConfiguration {
    /**
     * The event loops of the process. Listeners and clients share them, so most requests stay on one thread from end to
     * end.
     */
    @Bean
    ReactorResourceFactory reactorResourceFactory(ListenSettings settings) {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("gateway", settings.eventLoops(), true));
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    /** Last, since the framework sets defaults for some of the bounds late. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> boundPublicListener(BoundListener bounds) {
        return factory -> factory.addServerCustomizers(bounds::apply);
    }

    @Bean
    DrainConnections drainConnections(ListenSettings settings) {
        return new DrainConnections(settings);
    }

    @Bean
    BoundListener boundListener(ListenSettings settings, DrainConnections drain) {
        return new BoundListener(settings, drain);
    }
}
