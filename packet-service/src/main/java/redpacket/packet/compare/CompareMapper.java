package redpacket.packet.compare;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.packet.model.OrderState;

/**
 * Digests: how many rows, their fen, and the sum of the rows' CRC-32, which no order of rows changes. The ledger takes
 * the same of its own rows; a closing entry counts for user 0 on both sides.
 */
@Mapper
interface CompareMapper {
    /** The last packet of the next so many. */
    @Select("SELECT COUNT(*) AS packets, COALESCE(MAX(packet_id), 0) AS through FROM (SELECT packet_id FROM packets"
            + " WHERE packet_id > #{after} ORDER BY packet_id LIMIT #{limit}) next")
    Range next(@Param("after") long after, @Param("limit") int limit);

    @Select("SELECT COUNT(*) AS row_count, COALESCE(SUM(total_fen), 0) AS fen,"
            + " COALESCE(SUM(CRC32(CONCAT_WS(':', packet_id, sender_id, total_fen))), 0) AS hash FROM packets"
            + " WHERE packet_id > #{after} AND packet_id <= #{through} AND state = 'ACTIVE'")
    Digest charges(@Param("after") long after, @Param("through") long through);

    @Select("SELECT COUNT(*) AS row_count, COALESCE(SUM(amount_fen), 0) AS fen,"
            + " COALESCE(SUM(CRC32(CONCAT_WS(':', packet_id, user_id, amount_fen))), 0) AS hash FROM packet_log"
            + " WHERE packet_id > #{after} AND packet_id <= #{through} AND amount_fen > 0")
    Digest payouts(@Param("after") long after, @Param("through") long through);

    @Select("SELECT packet_id AS packet_number, total_fen AS fen,"
            + " CRC32(CONCAT_WS(':', packet_id, sender_id, total_fen)) AS hash FROM packets"
            + " WHERE packet_id > #{after} AND packet_id <= #{through} AND state = 'ACTIVE' ORDER BY packet_id")
    List<PacketDigest> chargesByPacket(@Param("after") long after, @Param("through") long through);

    @Select("SELECT packet_id AS packet_number, SUM(amount_fen) AS fen,"
            + " SUM(CRC32(CONCAT_WS(':', packet_id, user_id, amount_fen))) AS hash FROM packet_log"
            + " WHERE packet_id > #{after} AND packet_id <= #{through} AND amount_fen > 0"
            + " GROUP BY packet_id ORDER BY packet_id")
    List<PacketDigest> payoutsByPacket(@Param("after") long after, @Param("through") long through);

    @Select({
        "<script>SELECT packet_id AS packet_number, sender_id, state, total_fen, share_count, kind, created_at,",
        "campaign_id FROM packets WHERE packet_id IN",
        "<foreach collection='numbers' item='number' open='(' separator=',' close=')'>#{number}</foreach>",
        "</script>"
    })
    List<PacketRow> packets(@Param("numbers") List<Long> numbers);

    @Select({
        "<script>SELECT l.packet_id AS packet_number, l.sequence, l.user_id, l.amount_fen, l.at, l.trace_id,",
        "z.prize_id FROM packet_log l LEFT JOIN packet_prizes z ON z.packet_id = l.packet_id AND z.user_id = l.user_id",
        "WHERE l.packet_id IN",
        "<foreach collection='numbers' item='number' open='(' separator=',' close=')'>#{number}</foreach>",
        "ORDER BY l.packet_id, l.sequence</script>"
    })
    List<EntryRow> entries(@Param("numbers") List<Long> numbers);

    /** Since when the oldest event has waited to be published. */
    @Select("SELECT MIN(created_at) FROM outbox")
    Optional<Instant> outboxOldest();

    record Range(int packets, long through) {}

    record Digest(long rowCount, long fen, long hash) {}

    record PacketDigest(long packetNumber, long fen, long hash) {}

    record PacketRow(
            long packetNumber,
            long senderId,
            OrderState state,
            long totalFen,
            int shareCount,
            String kind,
            Instant createdAt,
            @Nullable Long campaignId) {}

    record EntryRow(
            long packetNumber,
            int sequence,
            long userId,
            long amountFen,
            Instant at,
            @Nullable String traceId,
            @Nullable Long prizeId) {}
}
