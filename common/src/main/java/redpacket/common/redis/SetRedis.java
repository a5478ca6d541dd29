package redpacket.common.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.ProcessSettings;

/**
 * The connection to one set's Redis, by one client from the start to the end. While Redis is away, commands fail at
 * once: Lettuce would else keep them without a bound and send some of them twice.
 */
public final class SetRedis {
    private static final Logger LOG = LoggerFactory.getLogger(SetRedis.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final ProcessSettings.PacketSet set;
    private final RedisClient client;
    private final RedisBounds bounds;
    private final Thread connector;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    SetRedis(ProcessSettings.PacketSet set, RedisBounds bounds, RedisClient client) {
        this.set = set;
        this.client = client;
        this.bounds = bounds;
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(bounds.queueCommandsMax())
                // Commands in flight when the connection broke are dropped, not sent again.
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(bounds.connectTimeout())
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(bounds.commandTimeout()))
                .build());
        this.connector = Thread.ofVirtual().name("redis-" + set.name()).unstarted(this::connect);
    }

    /** Connects in the background. After the first connection, Lettuce connects again by itself. */
    void start() {
        connector.start();
    }

    public ProcessSettings.PacketSet set() {
        return set;
    }

    /** Empty before the first connection. */
    public Optional<RedisAsyncCommands<String, String>> commands() {
        StatefulRedisConnection<String, String> current = connection;
        return current == null ? Optional.empty() : Optional.of(current.async());
    }

    private void connect() {
        RedisURI address = RedisURI.create("redis://" + set.redis());
        address.setTimeout(bounds.connectTimeout());
        boolean isLogged = false;
        while (connection == null) {
            try {
                connection = client.connect(address);
            } catch (RedisException e) {
                if (!isLogged) {
                    LOG.warn("{}: Redis at {} takes no connection: {}", set.name(), set.redis(), e.toString());
                    isLogged = true;
                }
                try {
                    Thread.sleep(bounds.connectTimeout());
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    void close() {
        connector.interrupt();
        client.shutdown(Duration.ZERO, CLOSE_WAIT);
    }
}
