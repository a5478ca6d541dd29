package redpacket.packet.invite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.set.SetState;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/**
 * Decides whether a user may share a packet: its sender and its audience may, and for LINK whoever has the id. Bears
 * being repeated.
 *
 * <p>Who is told of a packet gains no right to open it. A kind of packet whose audience grows when it is shared adds
 * the people here, on the primary, before it answers Invited.
 */
@Component
class InvitePeople {
    private final PacketSets sets;
    private final Map<SetId, SqlSessions> readable = new HashMap<>();
    private final Map<SetId, SqlSessions> primaries = new HashMap<>();

    InvitePeople(PacketSets sets) {
        this.sets = sets;
        for (PacketSet set : sets.all()) {
            readable.put(set.id(), new SqlSessions(set.group().readable(), InviteMapper.class));
            primaries.put(set.id(), new SqlSessions(set.group().primary(), InviteMapper.class));
        }
    }

    InviteOutcome invite(PacketId packet, UserId caller, List<UserId> people) {
        SqlSessions replica = readable.get(packet.set());
        SqlSessions primary = primaries.get(packet.set());
        if (replica == null || primary == null) {
            return new InviteOutcome.NotFound();
        }
        if (sets.stateOf(packet.set()) == SetState.DOWN) {
            return new InviteOutcome.Unavailable();
        }
        try {
            // The primary is read where a replica finds nothing; an audience never shrinks.
            Row row = shareable(replica, packet, caller)
                    .or(() -> shareable(primary, packet, caller))
                    .orElse(null);
            if (row == null) {
                return new InviteOutcome.NotFound();
            }
            return row.campaignId() == null
                    ? new InviteOutcome.Invited()
                    : growAudience(primary, packet, caller, people);
        } catch (RuntimeException e) {
            return switch (DatabaseFailure.of(e)) {
                case UNAVAILABLE, RETRYABLE -> new InviteOutcome.Unavailable();
                case DUPLICATE_KEY, MISSING_PARENT, OTHER -> throw e;
            };
        }
    }

    /** Of a campaign's packets a seed alone is shared, by its winner; whom it is shared with may open it. */
    private static InviteOutcome growAudience(
            SqlSessions primary, PacketId packet, UserId caller, List<UserId> people) {
        List<UserId> inOrder = people.stream().distinct().sorted().toList();
        return primary.writeRetrying(session -> {
            InviteMapper mapper = session.getMapper(InviteMapper.class);
            if (mapper.seedsWon(packet.number(), caller.value()) == 0) {
                return new InviteOutcome.NotFound();
            }
            inOrder.forEach(user -> mapper.add(packet.number(), user.value()));
            return new InviteOutcome.Invited();
        });
    }

    private static Optional<Row> shareable(SqlSessions sessions, PacketId packet, UserId caller) {
        Optional<Row> row =
                sessions.read(session -> session.getMapper(InviteMapper.class).find(packet.number(), caller.value()));
        return row.filter(found ->
                found.audienceKind() == AudienceKind.LINK || found.senderId() == caller.value() || found.named() > 0);
    }

    record Row(
            long senderId,
            AudienceKind audienceKind,
            @Nullable Long campaignId,
            int named) {}

    @Mapper
    interface InviteMapper {
        @Select("SELECT p.sender_id, p.audience_kind, p.campaign_id, (SELECT COUNT(*) FROM packet_audience a"
                + " WHERE a.packet_id = p.packet_id AND a.user_id = #{user}) AS named"
                + " FROM packets p WHERE p.packet_id = #{number} AND p.state = 'ACTIVE'")
        Optional<Row> find(@Param("number") long number, @Param("user") long user);

        @Select("SELECT COUNT(*) FROM packet_prizes WHERE packet_id = #{number} AND user_id = #{user}"
                + " AND amount_fen IS NULL")
        int seedsWon(@Param("number") long number, @Param("user") long user);

        @Insert("INSERT IGNORE INTO packet_audience (packet_id, user_id) VALUES (#{number}, #{user})")
        void add(@Param("number") long number, @Param("user") long user);
    }
}
