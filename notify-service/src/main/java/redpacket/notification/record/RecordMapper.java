package redpacket.notification.record;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The records of users. */
@Mapper
interface RecordMapper {
    /** A packet whose end was ingested before its sending is not shown yet. */
    @Select("SELECT sender_id, packet_id, time_key, kind, total_fen, share_count AS count, opened_count, opened_fen,"
            + " ending, created_at, expires_at FROM sent_packets WHERE sender_id = #{user} AND time_key < #{before}"
            + " AND total_fen IS NOT NULL ORDER BY time_key DESC LIMIT #{limit}")
    List<SentRow> sentBy(@Param("user") long user, @Param("before") long before, @Param("limit") int limit);

    @Select("SELECT user_id, packet_id, time_key, sender_id, amount_fen, opened_at FROM received_packets"
            + " WHERE user_id = #{user} AND time_key < #{before} ORDER BY time_key DESC LIMIT #{limit}")
    List<ReceivedRow> receivedBy(@Param("user") long user, @Param("before") long before, @Param("limit") int limit);

    @Select("SELECT COUNT(*) AS packets, COALESCE(SUM(total_fen), 0) AS fen FROM sent_packets"
            + " WHERE sender_id = #{user} AND time_key >= #{from} AND time_key < #{to} AND total_fen IS NOT NULL")
    Sum sumSent(@Param("user") long user, @Param("from") long from, @Param("to") long to);

    @Select("SELECT COUNT(*) AS packets, COALESCE(SUM(amount_fen), 0) AS fen FROM received_packets"
            + " WHERE user_id = #{user} AND time_key >= #{from} AND time_key < #{to}")
    Sum sumReceived(@Param("user") long user, @Param("from") long from, @Param("to") long to);

    @Select("SELECT COUNT(*) FROM luckiest_packets WHERE user_id = #{user} AND finished_at >= #{from}"
            + " AND finished_at < #{to}")
    long countLuckiest(@Param("user") long user, @Param("from") Instant from, @Param("to") Instant to);

    record SentRow(
            long senderId,
            String packetId,
            long timeKey,
            @Nullable String kind,
            @Nullable Long totalFen,
            @Nullable Integer count,
            @Nullable Integer openedCount,
            @Nullable Long openedFen,
            @Nullable String ending,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt) {}

    record ReceivedRow(long userId, String packetId, long timeKey, long senderId, long amountFen, Instant openedAt) {}

    record Sum(long packets, long fen) {}
}
