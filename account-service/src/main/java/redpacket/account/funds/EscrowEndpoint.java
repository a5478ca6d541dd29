package redpacket.account.funds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;

/**
 * POST /internal/v1/escrow: how many of these packets still hold money in escrow. A settled packet holds none in all
 * shards together: its winners and its sponsor have received the price.
 */
@RestController
final class EscrowEndpoint {
    private static final int PACKETS_MAX = 1_000;

    private final Shards shards;
    private final PacketIdCodec codec;

    EscrowEndpoint(Shards shards, PacketIdCodec codec) {
        this.shards = shards;
        this.codec = codec;
    }

    @PostMapping("/internal/v1/escrow")
    EscrowAnswer escrow(@RequestBody EscrowRequest request) {
        if (request.packetIds().isEmpty() || request.packetIds().size() > PACKETS_MAX) {
            throw Problem.invalid("INVALID_REQUEST", "packetIds are 1 to " + PACKETS_MAX + ".");
        }
        Map<Integer, List<Long>> bySet = new HashMap<>();
        for (String text : request.packetIds()) {
            PacketId packet = codec.decode(text).orElseThrow(Problem::notFound);
            bySet.computeIfAbsent(packet.set().value(), ignored -> new ArrayList<>())
                    .add(packet.number());
        }
        int holding = 0;
        for (Map.Entry<Integer, List<Long>> set : bySet.entrySet()) {
            holding += holding(set.getKey(), set.getValue());
        }
        return new EscrowAnswer(holding);
    }

    private int holding(int set, Collection<Long> packets) {
        Map<Long, Long> held = new HashMap<>();
        for (Shard shard : shards.all()) {
            new SqlSessions(shard.group().primary(), FundsMapper.class)
                    .read(session -> session.getMapper(FundsMapper.class).escrowOf(set, packets))
                    .forEach(packet -> held.merge(packet.packetNumber(), packet.fen(), Math::addExact));
        }
        return (int) held.values().stream().filter(fen -> fen != 0).count();
    }

    record EscrowRequest(List<String> packetIds) {
        EscrowRequest {
            packetIds = List.copyOf(Objects.requireNonNullElse((@Nullable List<String>) packetIds, List.of()));
        }
    }

    record EscrowAnswer(int packetsHolding) {}
}
