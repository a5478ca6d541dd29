package redpacket.gateway.operate;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunctions;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** A listener of its own for operators: nothing of it can be reached through the public one, nor the other way round. */
@Component
final class OpsListener implements SmartLifecycle {
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);

    private final OperateSettings settings;
    private final ServerProperties server;
    private final HttpHandler handler;
    private @Nullable DisposableServer running;

    OpsListener(OperateSettings settings, ServerProperties server, OpsRoutes routes) {
        this.settings = settings;
        this.server = server;
        this.handler = RouterFunctions.toHttpHandler(
                routes.routes(),
                HandlerStrategies.builder().exceptionHandler(routes).build());
    }

    @Override
    public void start() {
        InetAddress address = server.getAddress();
        HttpServer listener = HttpServer.create()
                .host(address == null ? "127.0.0.1" : address.getHostAddress())
                .port(settings.opsPort())
                .protocol(HttpProtocol.HTTP11)
                .idleTimeout(IDLE_MAX)
                .secure(ssl -> ssl.sslContext(context()))
                .handle(new ReactorHttpHandlerAdapter(handler));
        running = listener.bindNow(Duration.ofSeconds(10));
    }

    private SslContext context() {
        try {
            return SslContextBuilder.forServer(keys())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the ops listener has no TLS", e);
        }
    }

    private KeyManagerFactory keys() {
        var ssl = server.getSsl();
        if (ssl == null || ssl.getKeyStore() == null || ssl.getKeyStorePassword() == null) {
            throw new IllegalStateException(
                    "server.ssl.key-store and its password are needed: the ops listener is TLS");
        }
        char[] password = ssl.getKeyStorePassword().toCharArray();
        try (InputStream file =
                new DefaultResourceLoader().getResource(ssl.getKeyStore()).getInputStream()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("the key store " + ssl.getKeyStore() + " cannot be read", e);
        }
    }

    int port() {
        DisposableServer current = running;
        return current == null ? 0 : current.port();
    }

    @Override
    public void stop() {
        DisposableServer current = running;
        running = null;
        if (current != null) {
            current.disposeNow(Duration.ofSeconds(3));
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
