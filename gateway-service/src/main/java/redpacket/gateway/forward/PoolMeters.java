package redpacket.gateway.forward;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider.MeterRegistrar;

/**
 * Shows the connections of one pool, and the calls that wait for one. A pool has a part for each remote address; the
 * gauges are their sums, so the number of series does not grow as instances come and go.
 */
final class PoolMeters implements MeterRegistrar {
    private final Map<String, ConnectionPoolMetrics> parts = new ConcurrentHashMap<>();

    PoolMeters(MeterRegistry meters, String pool) {
        gauge(meters, pool, "used", "Connections of the pool in use", ConnectionPoolMetrics::acquiredSize);
        gauge(meters, pool, "idle", "Idle connections of the pool", ConnectionPoolMetrics::idleSize);
        gauge(meters, pool, "waiting", "Calls that wait for a connection", ConnectionPoolMetrics::pendingAcquireSize);
    }

    @Override
    public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics part) {
        parts.put(id + remote, part);
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
        parts.remove(id + remote);
    }

    private void gauge(
            MeterRegistry meters, String pool, String what, String help, ToIntFunction<ConnectionPoolMetrics> of) {
        Gauge.builder(
                        "redpacket.gateway.pool." + what,
                        parts,
                        all -> all.values().stream().mapToInt(of).sum())
                .description(help)
                .tag("pool", pool)
                .strongReference(true)
                .register(meters);
    }
}
