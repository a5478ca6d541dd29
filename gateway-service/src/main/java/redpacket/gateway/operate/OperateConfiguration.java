package redpacket.gateway.operate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.reactor.netty.SslServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import redpacket.gateway.admit.CallsOfRoutes;
import redpacket.gateway.admit.ListenerCalls;
import redpacket.gateway.admit.MalformedTargets;
import redpacket.gateway.admit.MoreRoutes;
import redpacket.gateway.describe.Documents;
import redpacket.gateway.listen.BoundListener;
import redpacket.gateway.model.Role;

@Configuration(proxyBeanMethods = false)
class OperateConfiguration {
    @Bean
    OpsListener opsListener(
            OpsSettings settings,
            ServerProperties properties,
            SslBundles bundles,
            ReactorResourceFactory resources,
            BoundListener bounds,
            GatewayProperties gateway,
            MoreRoutes moreRoutes,
            @Qualifier("opsDocuments") Documents documents,
            ApplicationContext context) {
        ListenerCalls calls = new ListenerCalls(
                CallsOfRoutes.of(moreRoutes.with(gateway), Role.OPS), documents.pages(), documents.connectTo());
        WebFilter byThisListener = (exchange, chain) -> {
            exchange.getAttributes().put(ListenerCalls.ATTRIBUTE, calls);
            return chain.filter(exchange);
        };
        HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context)
                .filters(filters -> filters.addFirst(byThisListener))
                .build();
        ReactorHttpHandlerAdapter adapter = new ReactorHttpHandlerAdapter(handler);
        return new OpsListener(() -> {
            HttpServer server = HttpServer.create()
                    .runOn(resources.getLoopResources())
                    .bindAddress(() -> address(properties.getAddress(), settings.opsPort()))
                    .protocol(HttpProtocol.HTTP11, HttpProtocol.H2);
            return bounds.apply(secure(server, properties.getSsl(), bundles))
                    .route(routes -> new MalformedTargets(calls).apply(routes).route(ignored -> true, adapter));
        });
    }

    private static InetSocketAddress address(@Nullable InetAddress bind, int port) {
        return bind == null ? new InetSocketAddress(port) : new InetSocketAddress(bind, port);
    }

    private static HttpServer secure(HttpServer server, @Nullable Ssl ssl, SslBundles bundles) {
        if (ssl == null || !Ssl.isEnabled(ssl)) {
            throw new IllegalStateException("server.ssl.* is required: operators are served over TLS only");
        }
        Http2 http2 = new Http2();
        http2.setEnabled(true);
        SslBundle bundle = WebServerSslBundle.get(ssl, bundles);
        return new SslServerCustomizer(http2, ssl.getClientAuth(), bundle, Map.of()).apply(server);
    }
}
