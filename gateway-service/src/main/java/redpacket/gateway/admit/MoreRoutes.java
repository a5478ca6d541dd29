package redpacket.gateway.admit;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import reactor.core.publisher.Flux;

/**
 * Routes that a deployment adds to those of application.yml. A list of properties replaces another one as a whole, so
 * they have a list of their own.
 *
 * @param moreRoutes each in the form of {@code spring.cloud.gateway.server.webflux.routes}
 */
@ConfigurationProperties("redpacket.gateway")
public record MoreRoutes(@DefaultValue List<RouteDefinition> moreRoutes) implements RouteDefinitionLocator {
    public MoreRoutes {
        moreRoutes = List.copyOf(moreRoutes);
    }

    @Override
    public Flux<RouteDefinition> getRouteDefinitions() {
        return Flux.fromIterable(moreRoutes);
    }

    /** All routes, in the order in which the gateway tries them. */
    public List<RouteDefinition> with(GatewayProperties properties) {
        return Stream.concat(properties.getRoutes().stream(), moreRoutes.stream())
                .sorted(Comparator.comparingInt(RouteDefinition::getOrder))
                .toList();
    }
}
