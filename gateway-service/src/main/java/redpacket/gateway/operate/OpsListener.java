package redpacket.gateway.operate;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The operators' listener: a port of its own in the same process. It serves no public call, and the public listener
 * none of its calls.
 */
public final class OpsListener implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OpsListener.class);
    private static final Duration START_MAX = Duration.ofSeconds(10);
    private static final Duration STOP_MAX = Duration.ofSeconds(2);

    private final Supplier<HttpServer> server;
    private @Nullable DisposableServer running;

    /** The server is made at the start, when its certificate has to be there. */
    OpsListener(Supplier<HttpServer> server) {
        this.server = server;
    }

    @Override
    public synchronized void start() {
        DisposableServer started = server.get().bindNow(START_MAX);
        running = started;
        LOG.info("operators are served on port {}", started.port());
    }

    @Override
    public synchronized void stop() {
        DisposableServer server = running;
        if (server != null) {
            server.disposeNow(STOP_MAX);
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** The port that it listens on. */
    public synchronized int port() {
        DisposableServer server = running;
        if (server == null || !(server.address() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("the ops listener is not running");
        }
        return address.getPort();
    }
}
