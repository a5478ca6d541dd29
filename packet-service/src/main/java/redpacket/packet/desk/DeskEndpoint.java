package redpacket.packet.desk;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.client.ServiceCallException;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.problem.Problem;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetOwners;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** A packet for operators, whoever its audience is: read from the primary of its set. */
@RestController
final class DeskEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(DeskEndpoint.class);

    private final Map<SetId, PacketSet> sets = new HashMap<>();
    private final SetOwners<GrabInstance> owners;
    private final LedgerRowsApi ledger;
    private final PacketIdCodec codec;

    DeskEndpoint(PacketSets sets, SetOwners<GrabInstance> owners, LedgerRowsApi ledger, PacketIdCodec codec) {
        sets.all().forEach(set -> this.sets.put(set.id(), set));
        this.owners = owners;
        this.ledger = ledger;
        this.codec = codec;
    }

    @GetMapping("/internal/v1/packets/{packetId:[A-Za-z0-9_-]{24}}/desk")
    PacketAnswer packet(@PathVariable("packetId") String packetId) {
        PacketId id = codec.decode(packetId).orElseThrow(Problem::notFound);
        PacketSet set = Optional.ofNullable(sets.get(id.set())).orElseThrow(Problem::notFound);
        SqlSessions sessions = new SqlSessions(set.group().primary(), DeskMapper.class);
        Stored stored = sessions.readSnapshot(session -> {
            DeskMapper mapper = session.getMapper(DeskMapper.class);
            return new Stored(mapper.terms(id.number()).orElseThrow(Problem::notFound), mapper.log(id.number()));
        });
        return answer(packetId, set, stored.terms(), stored.log());
    }

    private record Stored(Terms terms, List<LogRow> log) {}

    private PacketAnswer answer(String packetId, PacketSet set, Terms terms, List<LogRow> log) {
        return new PacketAnswer(
                packetId,
                set.name(),
                owners.nameOf(set.id()).orElse(null),
                terms.state(),
                terms.kind(),
                Long.toString(terms.senderId()),
                terms.totalFen(),
                terms.shareCount(),
                terms.audienceKind(),
                terms.createdAt(),
                terms.expiresAt(),
                terms.refundedAt(),
                log.stream()
                        .map(row -> new LogAnswer(
                                row.sequence(),
                                row.userId() == 0 ? null : Long.toString(row.userId()),
                                row.amountFen(),
                                row.at()))
                        .toList(),
                rowsOf(packetId));
    }

    /** Null where account-service does not answer: the log alone tells much. */
    private @Nullable List<LedgerRowsApi.Row> rowsOf(String packetId) {
        try {
            return ledger.of(packetId).items();
        } catch (ServiceCallException e) {
            LOG.warn("the ledger's rows of a packet are not known: {}", e.getMessage());
            return null;
        }
    }

    /**
     * @param owner the grab-service instance that owns the set while all of them run
     * @param log in order; the entry without a user returns the rest to the sender
     * @param ledger left out while the ledger does not answer
     */
    record PacketAnswer(
            String packetId,
            String setId,
            @Nullable String owner,
            OrderState state,
            PacketKind kind,
            String senderId,
            long totalFen,
            int count,
            AudienceKind audience,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant refundedAt,
            List<LogAnswer> log,
            @Nullable List<LedgerRowsApi.Row> ledger) {}

    record LogAnswer(int sequence, @Nullable String userId, long amountFen, Instant at) {}

    record Terms(
            long senderId,
            PacketKind kind,
            OrderState state,
            long totalFen,
            int shareCount,
            AudienceKind audienceKind,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant refundedAt) {}

    record LogRow(int sequence, long userId, long amountFen, Instant at) {}

    @Mapper
    interface DeskMapper {
        @Select("SELECT sender_id, kind, state, total_fen, share_count, audience_kind, created_at, expires_at,"
                + " refunded_at FROM packets WHERE packet_id = #{number}")
        Optional<Terms> terms(@Param("number") long number);

        @Select("SELECT sequence, user_id, amount_fen, at FROM packet_log WHERE packet_id = #{number}"
                + " ORDER BY sequence")
        List<LogRow> log(@Param("number") long number);
    }
}
