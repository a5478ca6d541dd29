package redpacket.packet.profile;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.SetId;
import redpacket.packet.set.PacketSets;
import tools.jackson.databind.json.JsonMapper;

/** Profiles in each set's Redis, the newest version of each. */
@Component
final class RedisProfiles implements Profiles {
    private static final Logger LOG = LoggerFactory.getLogger(RedisProfiles.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final int QUEUE_MAX = 1_000;
    /** Keeps what is newer: changes may come twice and late. */
    private static final String KEEP_NEWEST = "local old = redis.call('HGET', KEYS[1], 'version') "
            + "if old and tonumber(old) >= tonumber(ARGV[1]) then return 0 end "
            + "redis.call('HSET', KEYS[1], 'version', ARGV[1], 'json', ARGV[2]) return 1";

    private final PacketSets sets;
    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();
    private final Map<SetId, RedisClient> clients = new ConcurrentHashMap<>();
    private final Map<SetId, StatefulRedisConnection<String, String>> connections = new ConcurrentHashMap<>();

    RedisProfiles(PacketSets sets) {
        this.sets = sets;
    }

    @Override
    public Map<Long, Profile> of(SetId set, Collection<Long> users) {
        Map<Long, Profile> found = new HashMap<>();
        try {
            StatefulRedisConnection<String, String> connection = connection(set);
            if (connection == null || users.isEmpty()) {
                return found;
            }
            var commands = connection.async();
            var answers = users.stream()
                    .map(user -> commands.hmget("profile:" + user, "json"))
                    .toList();
            for (var answer : answers) {
                List<KeyValue<String, String>> values = answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                if (values.getFirst().hasValue()) {
                    Profile profile = JSON.readValue(values.getFirst().getValue(), Profile.class);
                    found.put(profile.userId(), profile);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.debug("set {}: no profiles now: {}", set, e.toString());
        }
        return found;
    }

    /** Throws when a set's Redis does not take it; the change is then handed over again. */
    void keep(Profile profile) {
        String json = JSON.writeValueAsString(profile);
        for (PacketSets.PacketSet set : sets.all()) {
            StatefulRedisConnection<String, String> connection = connection(set.id());
            if (connection == null) {
                throw new IllegalStateException("the Redis of " + set.name() + " cannot be reached");
            }
            connection
                    .sync()
                    .eval(
                            KEEP_NEWEST,
                            ScriptOutputType.INTEGER,
                            new String[] {"profile:" + profile.userId()},
                            Long.toString(profile.version()),
                            json);
        }
    }

    private @Nullable StatefulRedisConnection<String, String> connection(SetId set) {
        StatefulRedisConnection<String, String> open = connections.get(set);
        if (open != null) {
            return open.isOpen() ? open : null;
        }
        synchronized (this) {
            StatefulRedisConnection<String, String> raced = connections.get(set);
            if (raced != null) {
                return raced;
            }
            try {
                StatefulRedisConnection<String, String> made =
                        clients.computeIfAbsent(set, this::newClient).connect();
                connections.put(set, made);
                return made;
            } catch (RuntimeException e) {
                LOG.debug("set {}: Redis cannot be reached: {}", set, e.toString());
                return null;
            }
        }
    }

    private RedisClient newClient(SetId set) {
        List<String> address = List.of(sets.of(set).redis().split(":"));
        RedisClient client = RedisClient.create(
                resources,
                RedisURI.builder()
                        .withHost(address.get(0))
                        .withPort(Integer.parseInt(address.get(1)))
                        .withTimeout(TIMEOUT.multipliedBy(10))
                        .build());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE_MAX)
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT.multipliedBy(10))
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT.multipliedBy(10)))
                .build());
        return client;
    }

    @PreDestroy
    void close() {
        clients.values().forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(1)));
        if (!resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS)) {
            LOG.debug("Redis threads still end");
        }
    }
}
