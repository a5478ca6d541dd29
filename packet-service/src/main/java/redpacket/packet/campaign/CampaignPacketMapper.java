package redpacket.packet.campaign;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** A campaign's packets in the database of one set. */
@Mapper
interface CampaignPacketMapper {
    @Insert("INSERT INTO packets (packet_id, sender_id, kind, state, total_fen, share_count, greeting, audience_kind,"
            + " idempotency_key, request_hash, trace_id, created_at, expires_at, campaign_id) VALUES (#{p.id.number},"
            + " #{c.sponsorId}, #{kind}, 'ORDERED', #{p.totalFen}, #{p.count}, #{c.name}, 'USERS', #{key},"
            + " #{c.requestHash}, #{c.traceId}, #{c.createdAt}, #{expiresAt}, #{c.campaignId})"
            + " ON DUPLICATE KEY UPDATE packet_id = packet_id")
    void order(
            @Param("c") Campaign campaign,
            @Param("p") CampaignPlan.Packet packet,
            @Param("kind") String kind,
            @Param("key") String key,
            @Param("expiresAt") Instant expiresAt);

    @Select("SELECT packet_id FROM packets WHERE campaign_id = #{campaign} AND state = 'ORDERED' FOR UPDATE")
    List<Long> lockOrdered(@Param("campaign") long campaign);

    @Insert("INSERT INTO open_packets (packet_id, expires_at) SELECT packet_id, expires_at FROM packets"
            + " WHERE campaign_id = #{campaign} AND state = 'ORDERED'")
    void insertOpen(@Param("campaign") long campaign);

    @Update("UPDATE packets SET state = 'ACTIVE', activated_at = #{at} WHERE campaign_id = #{campaign}"
            + " AND state = 'ORDERED'")
    int activate(@Param("campaign") long campaign, @Param("at") Instant at);

    @Update("UPDATE packets SET state = 'CANCELLED' WHERE campaign_id = #{campaign} AND state = 'ORDERED'")
    int cancel(@Param("campaign") long campaign);

    @Select("SELECT o.packet_id FROM packets p JOIN open_packets o ON o.packet_id = p.packet_id"
            + " WHERE p.campaign_id = #{campaign} LIMIT #{most}")
    List<Long> open(@Param("campaign") long campaign, @Param("most") int most);

    @Select("SELECT CAST(COALESCE(SUM(CASE WHEN l.user_id = 0 THEN 0 ELSE l.amount_fen END), 0) AS SIGNED)"
            + " AS opened_fen,"
            + " CAST(COALESCE(SUM(CASE WHEN l.user_id = 0 THEN l.amount_fen ELSE 0 END), 0) AS SIGNED)"
            + " AS returned_fen,"
            + " CAST(COALESCE(SUM(CASE WHEN z.prize_id IS NULL THEN 0 ELSE 1 END), 0) AS SIGNED) AS prizes"
            + " FROM packets p JOIN packet_log l ON l.packet_id = p.packet_id"
            + " LEFT JOIN packet_prizes z ON z.packet_id = l.packet_id AND z.user_id = l.user_id"
            + " WHERE p.campaign_id = #{campaign}")
    OpenedRow opened(@Param("campaign") long campaign);

    record OpenedRow(long openedFen, long returnedFen, int prizes) {}
}
