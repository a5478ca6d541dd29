package redpacket.packet.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.packet.model.PacketRow;

@Mapper
interface ViewMapper {
    @Select("SELECT packet_id, sender_id, kind, state, total_fen, share_count, greeting, cover_id, password_hash,"
            + " audience_kind, idempotency_key, request_hash, trace_id, created_at, expires_at, refunded_at"
            + " FROM packets WHERE packet_id = #{packetId}")
    Optional<PacketRow> packet(@Param("packetId") long packetId);

    @Select("SELECT COUNT(*) FROM packet_audience WHERE packet_id = #{packetId} AND user_id = #{userId}")
    int inAudience(@Param("packetId") long packetId, @Param("userId") long userId);

    /** The opens without the closing entry. */
    @Select("SELECT COUNT(*) AS opened_count, COALESCE(SUM(amount_fen), 0) AS opened_fen FROM packet_log"
            + " WHERE packet_id = #{packetId} AND user_id <> 0")
    Opened opened(@Param("packetId") long packetId);

    @Select("SELECT sequence, user_id, amount_fen, at FROM packet_log WHERE packet_id = #{packetId}"
            + " ORDER BY sequence DESC LIMIT 1")
    Optional<LogEntry> last(@Param("packetId") long packetId);

    @Select("SELECT user_id FROM packet_log WHERE packet_id = #{packetId} AND user_id <> 0"
            + " ORDER BY amount_fen DESC, sequence LIMIT 1")
    @Nullable
    Long luckiest(@Param("packetId") long packetId);

    @Select("SELECT sequence, user_id, amount_fen, at FROM packet_log WHERE packet_id = #{packetId}"
            + " AND user_id <> 0 AND sequence > #{after} ORDER BY sequence LIMIT #{limit}")
    List<LogEntry> opens(@Param("packetId") long packetId, @Param("after") long after, @Param("limit") int limit);

    @Select("SELECT amount_fen FROM packet_log WHERE packet_id = #{packetId} AND user_id = #{userId}")
    @Nullable
    Long amountOf(@Param("packetId") long packetId, @Param("userId") long userId);

    record Opened(int openedCount, long openedFen) {}

    record LogEntry(int sequence, long userId, long amountFen, Instant at) {}
}
