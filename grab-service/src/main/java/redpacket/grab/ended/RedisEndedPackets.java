package redpacket.grab.ended;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.grab.model.Ending;
import redpacket.grab.model.PacketMemory;

/**
 * Ended packets in the Redis of their set: one value a packet with the ending and every winner, written whole, so that
 * no old copy of it can be missing one. While Redis is away nothing waits for it.
 */
@Component
final class RedisEndedPackets implements EndedPackets {
    private static final Logger LOG = LoggerFactory.getLogger(RedisEndedPackets.class);

    private final RedisSettings settings;
    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();
    private final List<RedisClient> clients = new ArrayList<>();
    private final Map<SetId, CompletionStage<StatefulRedisConnection<String, String>>> connections =
            new ConcurrentHashMap<>();
    private final Map<SetId, RedisURI> addresses = new HashMap<>();
    /** INVARIANT: bounded, since the calls under way are and Redis answers in time or is taken for silent. */
    private final Map<PacketId, CompletableFuture<Optional<EndedPacket>>> asked = new ConcurrentHashMap<>();

    private final Map<SetId, Long> retryNanos = new ConcurrentHashMap<>();

    RedisEndedPackets(ProcessSettings process, RedisSettings settings) {
        this.settings = settings;
        for (ProcessSettings.PacketSet set : process.sets()) {
            List<String> address = List.of(set.redis().split(":"));
            addresses.put(
                    set.setId(),
                    RedisURI.builder()
                            .withHost(address.get(0))
                            .withPort(Integer.parseInt(address.get(1)))
                            .withTimeout(settings.connectWithin())
                            .build());
        }
    }

    @Override
    public void remember(PacketMemory ended) {
        Ending ending = ended.ending();
        if (ending == null || !ended.terms().isOpenToAll()) {
            return;
        }
        StringBuilder value = new StringBuilder(ending.name());
        ended.shares()
                .forEach((user, share) ->
                        value.append(' ').append(user).append('=').append(share.amountFen()));
        try {
            connection(ended.terms().packet().set())
                    .ifPresent(connection -> connection
                            .async()
                            .set(key(ended.terms().packet()), value.toString(), SetArgs.Builder.px(settings.keepFor()))
                            .exceptionally(failure -> {
                                LOG.debug("an ended packet is not in Redis: {}", failure.toString());
                                return "";
                            })
                            .toCompletableFuture()
                            .isDone());
        } catch (RuntimeException e) {
            LOG.debug("an ended packet is not in Redis: {}", e.toString());
        }
    }

    @Override
    public Optional<EndedPacket> find(PacketId packet) {
        return ask(packet).join();
    }

    @Override
    public CompletableFuture<Optional<EndedPacket>> ask(PacketId packet) {
        CompletableFuture<Optional<EndedPacket>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<EndedPacket>> others = asked.putIfAbsent(packet, mine);
        if (others != null) {
            return others;
        }
        var unused = get(packet)
                .orTimeout(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                .handle((value, failure) -> {
                    asked.remove(packet, mine);
                    if (failure != null) {
                        LOG.debug("Redis does not say whether a packet has ended: {}", failure.toString());
                    }
                    return mine.complete(value == null ? Optional.empty() : Optional.of(parse(value)));
                });
        return mine;
    }

    private CompletableFuture<@Nullable String> get(PacketId packet) {
        try {
            return connection(packet.set())
                    .map(connection -> connection.async().get(key(packet)).toCompletableFuture())
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static EndedPacket parse(String value) {
        List<String> parts = List.of(value.split(" "));
        Map<Long, Long> winners = new HashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            winners.put(Long.parseLong(part.substring(0, equals)), Long.parseLong(part.substring(equals + 1)));
        }
        return new EndedPacket(Ending.valueOf(parts.getFirst()), winners);
    }

    private static String key(PacketId packet) {
        return "ended:" + packet.number();
    }

    /** Never waits for a connection: one that is not there yet is as good as none. */
    private Optional<StatefulRedisConnection<String, String>> connection(SetId set) {
        var pending = connections.get(set);
        if (pending == null) {
            Long last = retryNanos.get(set);
            if (last != null
                    && System.nanoTime() - last < settings.connectWithin().toNanos()) {
                return Optional.empty();
            }
            retryNanos.put(set, System.nanoTime());
            pending = connections.computeIfAbsent(set, this::connect);
        }
        var future = pending.toCompletableFuture();
        if (future.isCompletedExceptionally()) {
            connections.remove(set, pending);
            return Optional.empty();
        }
        StatefulRedisConnection<String, String> connection = future.getNow(null);
        return connection != null && connection.isOpen() ? Optional.of(connection) : Optional.empty();
    }

    private CompletionStage<StatefulRedisConnection<String, String>> connect(SetId set) {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queueCommandsMax())
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectWithin())
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.connectWithin()))
                .build());
        synchronized (clients) {
            clients.add(client);
        }
        RedisURI address = addresses.get(set);
        if (address == null) {
            throw new IllegalStateException("set " + set + " has no Redis here");
        }
        return client.connectAsync(io.lettuce.core.codec.StringCodec.UTF8, address);
    }

    @PreDestroy
    void close() {
        synchronized (clients) {
            clients.forEach(client -> client.shutdown(Duration.ZERO, Duration.ofSeconds(1)));
        }
        if (!resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS)) {
            LOG.debug("Redis threads still end");
        }
    }
}
