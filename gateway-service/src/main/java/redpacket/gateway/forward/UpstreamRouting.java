package redpacket.gateway.forward;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.ChannelOption;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;
import redpacket.gateway.locate.Instance;

/**
 * The framework's routing with a connection pool of each service and set. The metadata {@code connect-timeout} and
 * {@code response-timeout} of a route replace the time-outs of the settings.
 */
final class UpstreamRouting extends NettyRoutingFilter {
    /** The attribute of an exchange with its {@link Upstream}. */
    static final String UPSTREAM = Upstream.class.getName();

    /** The attribute of an exchange with a client of its own. */
    static final String CLIENT = UpstreamRouting.class.getName();

    private final Ticker ticker;

    UpstreamRouting(
            HttpClient client,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties,
            Ticker ticker) {
        super(client, headersFilters, properties);
        this.ticker = ticker;
    }

    /** In front of the framework's own filter, which finds the exchange routed already. */
    @Override
    public int getOrder() {
        return ORDER - 1;
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        HttpClient client = clientOf(exchange, route);
        Object connectMillis = route.getMetadata().get(RouteMetadataUtils.CONNECT_TIMEOUT_ATTR);
        if (connectMillis != null) {
            client = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Integer.valueOf(connectMillis.toString()));
        }
        return route.getMetadata().containsKey(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR)
                ? client.responseTimeout(null)
                : client;
    }

    private HttpClient clientOf(ServerWebExchange exchange, Route route) {
        Upstream upstream = exchange.getAttribute(UPSTREAM);
        if (upstream == null) {
            HttpClient own = exchange.getAttribute(CLIENT);
            return own == null ? super.getHttpClient(route, exchange) : own;
        }
        long asked = ticker.read();
        Optional<Instance> instance = Attempt.instanceOf(exchange);
        return upstream.client(exchange.getRequest().getMethod())
                .doOnRequest((request, connection) -> {
                    long now = ticker.read();
                    upstream.waited(now - asked);
                    instance.ifPresent(it -> it.asked(now));
                })
                .doOnResponse((response, connection) -> instance.ifPresent(Instance::answered));
    }
}
