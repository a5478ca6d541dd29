package redpacket.grab.lane;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketKind;

/** The rows of a set that lanes read and write. */
@Mapper
interface LaneMapper {
    @Select({
        "<script>SELECT packet_id, sender_id, kind, total_fen, share_count, password_hash, audience_kind, expires_at,",
        "campaign_id FROM packets WHERE state = 'ACTIVE' AND packet_id IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach></script>"
    })
    List<TermsRow> terms(@Param("packets") Collection<Long> packets);

    @Select({
        "<script>SELECT packet_id, user_id FROM packet_audience WHERE packet_id IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach></script>"
    })
    List<AudienceRow> audience(@Param("packets") Collection<Long> packets);

    /**
     * A locking read: waits for another owner's entries that are not committed yet (rule L1). In share mode, since the
     * application has no right to change the log.
     */
    @Select({
        "<script>SELECT packet_id, sequence, user_id, amount_fen, previous_sequence, at, trace_id FROM packet_log",
        "WHERE packet_id IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach>",
        "ORDER BY packet_id, sequence LOCK IN SHARE MODE</script>"
    })
    List<LogEntry> log(@Param("packets") Collection<Long> packets);

    @Insert("INSERT INTO packet_log (packet_id, sequence, user_id, amount_fen, previous_sequence, at, trace_id)"
            + " VALUES (#{packetId}, #{sequence}, #{userId}, #{amountFen}, #{previousSequence}, #{at}, #{traceId})")
    void append(LogEntry entry);

    /**
     * One statement, since a replica syncs its relay log after each event of a transaction. By the index, since a scan
     * of a small table would wait for rows that others have not committed.
     */
    @Delete({
        "<script>DELETE o FROM open_packets o FORCE INDEX (PRIMARY) WHERE o.packet_id IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach></script>"
    })
    void noLongerOpen(@Param("packets") Collection<Long> packets);

    @Insert("INSERT INTO lane_commits (process, lane, commits) VALUES (#{process}, #{lane}, 1)"
            + " ON DUPLICATE KEY UPDATE commits = commits + 1")
    void commitOnly(@Param("process") String process, @Param("lane") int lane);

    @Select("SELECT UTC_TIMESTAMP(3)")
    Instant now();

    record TermsRow(
            long packetId,
            long senderId,
            PacketKind kind,
            long totalFen,
            int shareCount,
            @Nullable String passwordHash,
            AudienceKind audienceKind,
            Instant expiresAt,
            @Nullable Long campaignId) {}

    record AudienceRow(long packetId, long userId) {}
}
