package redpacket.grab.ended;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The Redis of one set: one client, and one connection that is made in the background. No method waits for it.
 * Thread-safe.
 */
final class SetRedis implements AutoCloseable {
    private final RedisClient client;
    private final RedisURI address;
    private final long retryNanos;
    private volatile @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;
    private long triedNanos;

    SetRedis(RedisClient client, String hostAndPort, RedisSettings settings) {
        this.client = client;
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queueCommandsMax())
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectWithin())
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.connectWithin()))
                .build());
        int colon = hostAndPort.lastIndexOf(':');
        this.address = RedisURI.builder()
                .withHost(hostAndPort.substring(0, colon))
                .withPort(Integer.parseInt(hostAndPort.substring(colon + 1)))
                .withTimeout(settings.connectWithin())
                .build();
        this.retryNanos = settings.connectWithin().toNanos();
    }

    /** Empty until there is an open connection. Begins to connect, again only some time after a failure. */
    Optional<StatefulRedisConnection<String, String>> connection() {
        CompletableFuture<StatefulRedisConnection<String, String>> current = connection;
        if (current == null || current.isCompletedExceptionally()) {
            connect();
            return Optional.empty();
        }
        StatefulRedisConnection<String, String> made = current.getNow(null);
        return made != null && made.isOpen() ? Optional.of(made) : Optional.empty();
    }

    private synchronized void connect() {
        CompletableFuture<StatefulRedisConnection<String, String>> current = connection;
        boolean failed = current != null && current.isCompletedExceptionally();
        if (current == null || (failed && System.nanoTime() - triedNanos > retryNanos)) {
            triedNanos = System.nanoTime();
            connection = client.connectAsync(StringCodec.UTF8, address).toCompletableFuture();
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
