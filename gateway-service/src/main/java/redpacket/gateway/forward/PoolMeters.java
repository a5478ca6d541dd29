package redpacket.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.SocketAddress;
import java.util.function.ToDoubleFunction;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider.MeterRegistrar;

/** Shows each pool's connections, and who waits for one. */
final class PoolMeters implements MeterRegistrar {
    private final MeterRegistry meters;

    PoolMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void registerMetrics(String poolName, String id, SocketAddress remoteAddress, ConnectionPoolMetrics pool) {
        Tags tags = Tags.of("pool", poolName, "remote", remoteAddress.toString());
        gauge("used", tags, pool, ConnectionPoolMetrics::acquiredSize);
        gauge("idle", tags, pool, ConnectionPoolMetrics::idleSize);
        gauge("waiting", tags, pool, ConnectionPoolMetrics::pendingAcquireSize);
    }

    private void gauge(String what, Tags tags, ConnectionPoolMetrics pool, ToDoubleFunction<ConnectionPoolMetrics> of) {
        // Nothing else keeps the pool's view of itself alive.
        Gauge.builder("redpacket.gateway.pool." + what, pool, of)
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }
}
