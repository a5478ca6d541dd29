package redpacket.packet.view;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** A packet and its log, by their primary keys. */
@Mapper
interface ViewMapper {
    @Select("SELECT packet_id, sender_id, kind, state, total_fen, share_count, greeting, cover_id, audience_kind,"
            + " created_at, expires_at, refunded_at FROM packets WHERE packet_id = #{number}")
    Optional<PacketTerms> terms(@Param("number") long number);

    @Select("SELECT COUNT(*) FROM packet_audience WHERE packet_id = #{number} AND user_id = #{user}")
    int named(@Param("number") long number, @Param("user") long user);

    /** At most 501 entries. */
    @Select("SELECT sequence, user_id, amount_fen, at FROM packet_log WHERE packet_id = #{number} ORDER BY sequence")
    List<LogEntry> log(@Param("number") long number);

    @Select("SELECT COALESCE(MAX(sequence), 0) FROM packet_log WHERE packet_id = #{number}")
    int lastSequence(@Param("number") long number);
}
