package redpacket.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.core.io.ClassPathResource;
import redpacket.gateway.admit.CallsOfRoutes;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.Role;

/** The calls of the routes in application.yml. */
public final class TestRoutes {
    private TestRoutes() {}

    public static CallTable publicCalls() {
        return CallsOfRoutes.of(properties().getRoutes(), Role.USER);
    }

    public static CallTable opsCalls() {
        return CallsOfRoutes.of(properties().getRoutes(), Role.OPS);
    }

    static GatewayProperties properties() {
        try {
            return new Binder(ConfigurationPropertySources.from(
                            new YamlPropertySourceLoader().load("yaml", new ClassPathResource("application.yml"))))
                    .bindOrCreate(GatewayProperties.PREFIX, GatewayProperties.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
