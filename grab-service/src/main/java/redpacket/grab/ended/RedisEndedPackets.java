package redpacket.grab.ended;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.redis.SetRedis;
import redpacket.common.redis.SetRedises;
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
    private final SetRedises redises;
    /** INVARIANT: bounded by the requests in flight, since each query ends in time. */
    private final Map<PacketId, CompletableFuture<Optional<EndedPacket>>> queries = new ConcurrentHashMap<>();

    RedisEndedPackets(SetRedises redises, RedisSettings settings) {
        this.redises = redises;
        this.settings = settings;
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
            commands(packet)
                    .ifPresent(commands -> commands.set(
                                    key(packet), value.toString(), SetArgs.Builder.px(settings.keepFor()))
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
            return commands(packet)
                    .map(commands -> commands.get(key(packet)).toCompletableFuture())
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<RedisAsyncCommands<String, String>> commands(PacketId packet) {
        return redises.of(packet.set()).flatMap(SetRedis::commands);
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
}
