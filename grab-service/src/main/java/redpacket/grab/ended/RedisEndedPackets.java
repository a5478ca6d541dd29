package redpacket.grab.ended;

import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.grab.model.Ending;
import redpacket.grab.model.PacketMemory;

/**
 * Ended packets in the Redis of their set. One value holds the ending and every winner and is written whole, so that no
 * old copy of it lacks a winner. Nothing waits for a Redis that is down.
 */
@Component
final class RedisEndedPackets implements EndedPackets {
    private static final Logger LOG = LoggerFactory.getLogger(RedisEndedPackets.class);

    private final RedisSettings settings;
    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();
    private final Map<SetId, SetRedis> sets = new HashMap<>();
    /** INVARIANT: bounded by the requests in flight, since each query ends in time. */
    private final Map<PacketId, CompletableFuture<Optional<EndedPacket>>> queries = new ConcurrentHashMap<>();

    @Autowired
    RedisEndedPackets(ProcessSettings process, RedisSettings settings) {
        this(process.sets(), settings, RedisClient::create);
    }

    RedisEndedPackets(
            List<ProcessSettings.PacketSet> sets,
            RedisSettings settings,
            Function<ClientResources, RedisClient> clients) {
        this.settings = settings;
        for (ProcessSettings.PacketSet set : sets) {
            this.sets.put(set.setId(), new SetRedis(clients.apply(resources), set.redis(), settings));
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
        PacketId packet = ended.terms().packet();
        try {
            redis(packet)
                    .connection()
                    .ifPresent(connection -> connection
                            .async()
                            .set(key(packet), value.toString(), SetArgs.Builder.px(settings.keepFor()))
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
    public CompletableFuture<Optional<EndedPacket>> find(PacketId packet) {
        CompletableFuture<Optional<EndedPacket>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<EndedPacket>> others = queries.putIfAbsent(packet, mine);
        if (others != null) {
            return others;
        }
        var unused = get(packet)
                .orTimeout(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(RedisEndedPackets::parse)
                .exceptionally(failure -> {
                    LOG.debug("Redis does not answer for an ended packet: {}", failure.toString());
                    return Optional.empty();
                })
                .thenAccept(found -> {
                    queries.remove(packet, mine);
                    mine.complete(found);
                });
        return mine;
    }

    private CompletableFuture<@Nullable String> get(PacketId packet) {
        try {
            return redis(packet)
                    .connection()
                    .map(connection -> connection.async().get(key(packet)).toCompletableFuture())
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private SetRedis redis(PacketId packet) {
        SetRedis redis = sets.get(packet.set());
        if (redis == null) {
            throw new IllegalStateException("set " + packet.set() + " has no Redis here; see redpacket.sets");
        }
        return redis;
    }

    private static Optional<EndedPacket> parse(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        List<String> parts = List.of(value.split(" "));
        Map<Long, Long> winners = new HashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            int equals = part.indexOf('=');
            winners.put(Long.parseLong(part.substring(0, equals)), Long.parseLong(part.substring(equals + 1)));
        }
        return Optional.of(new EndedPacket(Ending.valueOf(parts.getFirst()), winners));
    }

    private static String key(PacketId packet) {
        return "ended:" + packet.number();
    }

    @PreDestroy
    void close() {
        sets.values().forEach(SetRedis::close);
        if (!resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS)) {
            LOG.debug("some threads of Redis clients have not ended");
        }
    }
}
