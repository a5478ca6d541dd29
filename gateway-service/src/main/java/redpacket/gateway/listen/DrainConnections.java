package redpacket.gateway.listen;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the connections of the listeners when the process stops. Every request that was read is answered first. Over
 * HTTP/1.1 the last answer has {@code Connection: close}; over HTTP/2 a GOAWAY names the last stream. Then TLS sends
 * its close_notify. Readiness has fallen before.
 */
final class DrainConnections implements SmartLifecycle {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final long drainNanosMax;
    private volatile boolean draining;

    DrainConnections(ListenSettings settings) {
        this.drainNanosMax = TimeUnit.MILLISECONDS.toNanos(settings.drainMillisMax());
    }

    /** Adds a new connection. */
    void add(Channel connection) {
        if (!(connection.parent() instanceof ServerChannel)) {
            return;
        }
        connections.add(connection);
        if (draining) {
            drain(connection);
        }
    }

    private static void drain(Channel connection) {
        connection.eventLoop().execute(() -> {
            Http1Drain http1 = connection.pipeline().get(Http1Drain.class);
            if (http1 == null) {
                // With HTTP/2, Netty's codec sends the GOAWAY, and closes when the last stream has ended.
                var unused = connection.close();
            } else {
                http1.drain(connection);
            }
        });
    }

    @Override
    public void start() {
        draining = false;
    }

    @Override
    public void stop() {
        draining = true;
        connections.forEach(DrainConnections::drain);
        long begun = System.nanoTime();
        while (!connections.isEmpty() && System.nanoTime() - begun < drainNanosMax) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public boolean isRunning() {
        return !draining;
    }

    /** Before the web server stops, and after the event streams have ended. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }
}
