package redpacket.packet.balance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.problem.Problem;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/**
 * GET /internal/v1/sets/{setId}/balances: what is left in each packet, ascending by number, from the primary; POST: the
 * same of the packets that are named.
 *
 * <p>leftFen is totalFen less the log; of an order that was cancelled, nothing. An ORDERED one may have been charged:
 * the reader decides by its own books.
 */
@RestController
final class BalancesEndpoint {
    private static final int LIMIT_MAX = 1_000;

    private final Map<Integer, SqlSessions> primaries = new HashMap<>();

    BalancesEndpoint(PacketSets sets) {
        for (PacketSet set : sets.all()) {
            primaries.put(set.id().value(), new SqlSessions(set.group().primary(), BalanceMapper.class));
        }
    }

    @GetMapping("/internal/v1/sets/{setId:[0-9]+}/balances")
    Balances balances(
            @PathVariable("setId") int setId,
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "limit", defaultValue = "" + LIMIT_MAX) int limit) {
        SqlSessions primary = primaryOf(setId);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + LIMIT_MAX + ".");
        }
        return new Balances(
                primary.read(session -> session.getMapper(BalanceMapper.class).page(after, limit)));
    }

    @PostMapping("/internal/v1/sets/{setId:[0-9]+}/balances")
    Balances balancesOf(@PathVariable("setId") int setId, @RequestBody BalancesRequest request) {
        SqlSessions primary = primaryOf(setId);
        List<Long> packets = request.packetNumbers();
        if (packets.isEmpty() || packets.size() > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "packetNumbers are 1 to " + LIMIT_MAX + ".");
        }
        return new Balances(
                primary.read(session -> session.getMapper(BalanceMapper.class).of(packets)));
    }

    private SqlSessions primaryOf(int setId) {
        SqlSessions primary = primaries.get(setId);
        if (primary == null) {
            throw Problem.notFound();
        }
        return primary;
    }

    record BalancesRequest(List<Long> packetNumbers) {
        BalancesRequest {
            packetNumbers = List.copyOf(Objects.requireNonNullElse((@Nullable List<Long>) packetNumbers, List.of()));
        }
    }

    record Balances(List<BalanceMapper.Balance> items) {}
}
