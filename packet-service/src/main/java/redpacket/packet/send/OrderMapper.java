package redpacket.packet.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.packet.model.PacketRow;

@Mapper
interface OrderMapper {
    String COLUMNS = "packet_id, sender_id, kind, state, total_fen, share_count, greeting, cover_id, password_hash,"
            + " audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at, refunded_at";

    @Insert("INSERT INTO packets (packet_id, sender_id, kind, state, total_fen, share_count, greeting, cover_id,"
            + " password_hash, audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at)"
            + " VALUES (#{packetId}, #{senderId}, #{kind}, #{state}, #{totalFen}, #{shareCount}, #{greeting},"
            + " #{coverId}, #{passwordHash}, #{audienceKind}, #{idempotencyKey}, #{requestHash}, #{traceId},"
            + " #{createdAt}, #{expiresAt})")
    void insert(PacketRow row);

    @Insert({
        "<script>INSERT INTO packet_audience (packet_id, user_id) VALUES",
        "<foreach collection='users' item='user' separator=','>(#{packetId}, #{user})</foreach></script>"
    })
    void insertAudience(@Param("packetId") long packetId, @Param("users") List<Long> users);

    @Select("SELECT " + COLUMNS + " FROM packets WHERE packet_id = #{packetId}")
    Optional<PacketRow> find(@Param("packetId") long packetId);

    @Update("UPDATE packets SET state = 'ACTIVE', activated_at = #{at}"
            + " WHERE packet_id = #{packetId} AND state = 'ORDERED'")
    int activate(@Param("packetId") long packetId, @Param("at") Instant at);

    @Update("UPDATE packets SET state = 'CANCELLED' WHERE packet_id = #{packetId} AND state = 'ORDERED'")
    int cancel(@Param("packetId") long packetId);

    @Insert("INSERT INTO open_packets (packet_id, expires_at) VALUES (#{packetId}, #{expiresAt})")
    void insertOpen(@Param("packetId") long packetId, @Param("expiresAt") Instant expiresAt);

    @Select("SELECT " + COLUMNS + " FROM packets WHERE state = 'ORDERED' AND created_at < #{before}"
            + " ORDER BY created_at LIMIT #{limit}")
    List<PacketRow> unfinished(@Param("before") Instant before, @Param("limit") int limit);
}
