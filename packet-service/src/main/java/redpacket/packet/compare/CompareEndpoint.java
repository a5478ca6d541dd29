package redpacket.packet.compare;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.problem.Problem;
import redpacket.packet.compare.CompareMapper.Digest;
import redpacket.packet.compare.CompareMapper.EntryRow;
import redpacket.packet.compare.CompareMapper.PacketDigest;
import redpacket.packet.compare.CompareMapper.PacketRow;
import redpacket.packet.compare.CompareMapper.Range;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/**
 * What account-service reconciles with: digests of ranges of packets, from any member that is fresh; and the rows of
 * some packets, from the primary.
 */
@RestController
final class CompareEndpoint {
    private static final int RANGE_MAX = 1_000;
    private static final int BOOKS_MAX = 100;

    private final Map<Integer, SqlSessions> readables = new HashMap<>();
    private final Map<Integer, SqlSessions> primaries = new HashMap<>();
    private final ResendEvents resend;

    CompareEndpoint(PacketSets sets, ResendEvents resend) {
        this.resend = resend;
        for (PacketSet set : sets.all()) {
            readables.put(set.id().value(), new SqlSessions(set.group().readable(), CompareMapper.class));
            primaries.put(set.id().value(), new SqlSessions(set.group().primary(), CompareMapper.class));
        }
    }

    /** Of the next packets after a number; the last range goes on to the end of all numbers. */
    @GetMapping("/internal/v1/sets/{setId:[0-9]+}/digests")
    RangeDigest digest(
            @PathVariable("setId") int setId,
            @RequestParam("after") long after,
            @RequestParam(name = "limit", defaultValue = "" + RANGE_MAX) int limit) {
        if (limit < 1 || limit > RANGE_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + RANGE_MAX + ".");
        }
        return of(readables, setId).readSnapshot(session -> {
            CompareMapper mapper = session.getMapper(CompareMapper.class);
            Range next = mapper.next(after, limit);
            long through = next.packets() < limit ? Long.MAX_VALUE : next.through();
            return new RangeDigest(
                    next.packets(), through, mapper.charges(after, through), mapper.payouts(after, through));
        });
    }

    @GetMapping("/internal/v1/sets/{setId:[0-9]+}/packet-digests")
    PacketDigests packetDigests(
            @PathVariable("setId") int setId,
            @RequestParam("after") long after,
            @RequestParam("through") long through) {
        return of(readables, setId).readSnapshot(session -> {
            CompareMapper mapper = session.getMapper(CompareMapper.class);
            long end = Math.min(
                    through, Math.max(after, mapper.next(after, RANGE_MAX).through()));
            return new PacketDigests(mapper.chargesByPacket(after, end), mapper.payoutsByPacket(after, end));
        });
    }

    @PostMapping("/internal/v1/sets/{setId:[0-9]+}/books")
    Books books(@PathVariable("setId") int setId, @RequestBody BooksRequest request) {
        List<Long> numbers = request.packetNumbers();
        if (numbers.isEmpty() || numbers.size() > BOOKS_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "packetNumbers are 1 to " + BOOKS_MAX + ".");
        }
        return of(primaries, setId).readSnapshot(session -> {
            CompareMapper mapper = session.getMapper(CompareMapper.class);
            return new Books(
                    mapper.packets(numbers),
                    mapper.entries(numbers),
                    mapper.outboxOldest().orElse(null));
        });
    }

    /** Adds the events of log entries to the outbox again; consumers apply each event once. */
    @PostMapping("/internal/v1/sets/{setId:[0-9]+}/resend")
    Resent resend(@PathVariable("setId") int setId, @RequestBody ResendRequest request) {
        if (request.entries().isEmpty() || request.entries().size() > RANGE_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "entries are 1 to " + RANGE_MAX + ".");
        }
        of(primaries, setId);
        return new Resent(resend.resend(setId, request.entries()));
    }

    private static SqlSessions of(Map<Integer, SqlSessions> all, int setId) {
        SqlSessions sessions = all.get(setId);
        if (sessions == null) {
            throw Problem.notFound();
        }
        return sessions;
    }

    record RangeDigest(int packets, long through, Digest charges, Digest payouts) {}

    record PacketDigests(List<PacketDigest> charges, List<PacketDigest> payouts) {}

    record BooksRequest(List<Long> packetNumbers) {}

    record Books(
            List<PacketRow> packets,
            List<EntryRow> entries,
            @Nullable Instant outboxOldest) {}

    record EntryName(long packetNumber, int sequence) {}

    record ResendRequest(List<EntryName> entries) {}

    record Resent(int events) {}
}
