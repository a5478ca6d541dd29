package redpacket.gateway.route;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
class RouteConfiguration {
    private static final int STREAMS_MAX = 256;
    private static final int HEADER_LIST_BYTES_MAX = 16 << 10;

    /** One route: what the edge has let in goes where the edge has said. */
    @Bean
    RouteLocator routes(RouteLocatorBuilder builder) {
        return builder.routes()
                .route(
                        "services",
                        route -> route.predicate(exchange -> exchange.getAttribute(Attributes.TARGET) != null)
                                .uri("http://service"))
                .build();
    }

    /**
     * The client of all routes. Never sends a request twice (reactor-netty would, on a reset connection, whatever the
     * method); every wait and queue has a bound, each instance a pool of its own.
     */
    @Bean
    HttpClient gatewayHttpClient(RouteSettings settings) {
        ConnectionProvider pool = ConnectionProvider.builder("services")
                .maxConnections(settings.connectionsMax())
                .pendingAcquireMaxCount(settings.waitingMax())
                .pendingAcquireTimeout(settings.waitWithin())
                .maxIdleTime(Duration.ofSeconds(30))
                .maxLifeTime(Duration.ofMinutes(5))
                .evictInBackground(Duration.ofSeconds(30))
                .lifo()
                .build();
        return HttpClient.create(pool)
                .disableRetry(true)
                .compress(false)
                .followRedirect(false)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectWithin().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .responseTimeout(settings.answerWithin());
    }

    /** Bounds of the listener that Spring Boot has no keys for. */
    @Bean
    NettyServerCustomizer listenerBounds() {
        return server -> server.http2Settings(
                        settings -> settings.maxConcurrentStreams(STREAMS_MAX).maxHeaderListSize(HEADER_LIST_BYTES_MAX))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_BACKLOG, 4096);
    }
}
