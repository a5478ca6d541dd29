package redpacket.packet.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;

/** Orders in the database of one set. */
@Mapper
interface OrderMapper {
    String COLUMNS = "packet_id, sender_id, kind, state, total_fen, share_count, greeting, cover_id, password_hash,"
            + " audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at";

    @Insert("INSERT INTO packets (" + COLUMNS + ") VALUES (#{id.number}, #{sender.value}, #{kind}, #{state},"
            + " #{total.value}, #{count}, #{greeting}, #{coverId}, #{passwordHash}, #{audienceKind},"
            + " #{idempotencyKey}, #{requestHash}, #{traceId}, #{createdAt}, #{expiresAt})")
    void insert(Order order);

    @Update("UPDATE packets SET group_id = #{group} WHERE packet_id = #{number}")
    void nameGroup(@Param("number") long number, @Param("group") long group);

    @Insert({
        "<script>INSERT INTO packet_audience (packet_id, user_id) VALUES",
        "<foreach collection='users' item='user' separator=','>(#{number}, #{user.value})</foreach></script>"
    })
    void insertAudience(@Param("number") long number, @Param("users") List<UserId> users);

    @Select("SELECT " + COLUMNS + " FROM packets WHERE packet_id = #{number}")
    Optional<Row> find(@Param("number") long number);

    /** By the index (sender_id, packet_id); ACTIVE sorts before ORDERED. */
    @Select("SELECT " + COLUMNS + " FROM packets WHERE sender_id = #{sender} AND idempotency_key = #{key}"
            + " AND state IN ('ACTIVE', 'ORDERED') ORDER BY state, packet_id LIMIT 1")
    Optional<Row> findByKey(@Param("sender") long sender, @Param("key") String key);

    @Select("SELECT state FROM packets WHERE packet_id = #{number}")
    Optional<OrderState> state(@Param("number") long number);

    @Update("UPDATE packets SET state = 'ACTIVE', activated_at = #{at} WHERE packet_id = #{number}"
            + " AND state = 'ORDERED'")
    int activate(@Param("number") long number, @Param("at") Instant at);

    @Insert("INSERT INTO open_packets (packet_id, expires_at) VALUES (#{number}, #{expiresAt})")
    void insertOpen(@Param("number") long number, @Param("expiresAt") Instant expiresAt);

    @Update("UPDATE packets SET state = 'CANCELLED' WHERE packet_id = #{number} AND state = 'ORDERED'")
    int cancel(@Param("number") long number);

    /** By the index (state, created_at), which ends in the primary key. A campaign ends its packets itself. */
    @Select("SELECT " + COLUMNS + " FROM packets WHERE state = 'ORDERED' AND campaign_id IS NULL"
            + " AND created_at >= #{after.createdAt} AND created_at < #{before}"
            + " AND (created_at > #{after.createdAt} OR packet_id > #{after.packetNumber})"
            + " ORDER BY created_at, packet_id LIMIT #{limit}")
    List<Row> waiting(
            @Param("before") Instant before, @Param("after") Orders.Position after, @Param("limit") int limit);

    @Select("SELECT COALESCE(MAX(packet_id), 0) FROM packets")
    long highestNumber();

    /** A row of packets. */
    record Row(
            long packetId,
            long senderId,
            PacketKind kind,
            OrderState state,
            long totalFen,
            int shareCount,
            @Nullable String greeting,
            @Nullable String coverId,
            @Nullable String passwordHash,
            AudienceKind audienceKind,
            String idempotencyKey,
            String requestHash,
            String traceId,
            Instant createdAt,
            Instant expiresAt) {
        Order toOrder(SetId set) {
            return new Order(
                    new PacketId(set, packetId),
                    UserId.of(senderId),
                    kind,
                    state,
                    Fen.of(totalFen),
                    shareCount,
                    greeting,
                    coverId,
                    passwordHash,
                    audienceKind,
                    idempotencyKey,
                    requestHash,
                    traceId,
                    createdAt,
                    expiresAt);
        }
    }
}
