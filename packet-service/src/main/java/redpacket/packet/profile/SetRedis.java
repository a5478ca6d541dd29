package redpacket.packet.profile;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.ProcessSettings;

/**
 * The connection to one set's Redis. While there is none, commands are refused at once and none is kept for later
 * (traps.md 12).
 */
final class SetRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetRedis.class);
    private static final Duration CONNECT_AGAIN_AFTER = Duration.ofSeconds(1);

    private final ProcessSettings.PacketSet set;
    private final RedisClient client;
    private final Thread connector;
    private volatile @Nullable StatefulRedisConnection<String, String> connection;

    SetRedis(ProcessSettings.PacketSet set, ProfileSettings settings, ClientResources resources) {
        this.set = set;
        Duration connect = Duration.ofMillis(settings.connectMillis());
        RedisURI address = RedisURI.create("redis://" + set.redis());
        address.setTimeout(connect);
        this.client = RedisClient.create(resources, address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queueCommandsMax())
                // What was under way when the connection broke is dropped, not sent again.
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder().connectTimeout(connect).build())
                .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(settings.writeMillis())))
                .build());
        this.connector = Thread.ofVirtual().name("redis-" + set.name()).unstarted(this::connect);
    }

    /** Connects in the background; once connected, the client itself connects again whenever it must. */
    void start() {
        connector.start();
    }

    ProcessSettings.PacketSet set() {
        return set;
    }

    /** Empty before the first connection. */
    Optional<RedisAsyncCommands<String, String>> commands() {
        StatefulRedisConnection<String, String> current = connection;
        return current == null ? Optional.empty() : Optional.of(current.async());
    }

    private void connect() {
        boolean told = false;
        while (connection == null) {
            try {
                connection = client.connect();
            } catch (RedisException e) {
                if (!told) {
                    LOG.warn("{}: no Redis at {} yet, names are left out: {}", set.name(), set.redis(), e.toString());
                    told = true;
                }
                try {
                    Thread.sleep(CONNECT_AGAIN_AFTER);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        connector.interrupt();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
