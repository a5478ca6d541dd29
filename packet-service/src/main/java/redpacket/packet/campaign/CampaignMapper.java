package redpacket.packet.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;

/** Campaigns in the schema control. */
@Mapper
interface CampaignMapper {
    String COLUMNS = "campaign_id, request_hash, name, sponsor_id, budget_fen, prizes_total, per_user_cap,"
            + " claim_seconds, starts_at, ends_at, stage, paused, dealt_through AS allocated_through, trace_id,"
            + " created_at";

    @Insert("INSERT INTO campaigns (campaign_id, operator_id, idempotency_key, request_hash, name, sponsor_id,"
            + " budget_fen, prizes_total, per_user_cap, claim_seconds, starts_at, ends_at, stage, paced_from, trace_id,"
            + " created_at) VALUES (#{c.campaignId}, #{operator}, #{key}, #{c.requestHash}, #{c.name}, #{c.sponsorId},"
            + " #{c.budgetFen}, #{c.prizesTotal}, #{c.perUserCap}, #{c.claimSeconds}, #{c.startsAt}, #{c.endsAt},"
            + " #{c.stage}, #{c.startsAt}, #{c.traceId}, #{c.createdAt})")
    void insert(@Param("c") Campaign campaign, @Param("operator") long operator, @Param("key") String key);

    @Insert("INSERT INTO campaign_packets (campaign_id, set_id, packet_id, kind, total_fen, share_count)"
            + " VALUES (#{campaign}, #{p.id.set.value}, #{p.id.number}, #{p.kind}, #{p.totalFen}, #{p.count})")
    void insertPacket(@Param("campaign") long campaign, @Param("p") CampaignPlan.Packet packet);

    @Insert("INSERT INTO prizes (prize_id, campaign_id, ordinal, set_id, packet_id, amount_fen, worth_fen, share_count,"
            + " state) VALUES (#{p.number}, #{campaign}, #{ordinal}, #{p.packet.set.value}, #{p.packet.number},"
            + " #{p.amountFen}, #{p.worthFen}, #{p.shares}, 'FREE')")
    void insertPrize(
            @Param("campaign") long campaign, @Param("ordinal") int ordinal, @Param("p") CampaignPlan.Prize prize);

    @Select("SELECT " + COLUMNS + " FROM campaigns WHERE campaign_id = #{id}")
    Optional<Campaign> find(@Param("id") long id);

    @Select("SELECT " + COLUMNS + " FROM campaigns WHERE operator_id = #{operator} AND idempotency_key = #{key}")
    Optional<Campaign> findByKey(@Param("operator") long operator, @Param("key") String key);

    @Select("SELECT set_id, packet_id, kind, total_fen, share_count FROM campaign_packets WHERE campaign_id = #{id}"
            + " ORDER BY set_id, packet_id")
    List<PacketRow> packets(@Param("id") long id);

    @Update("UPDATE campaigns SET stage = 'FUNDED' WHERE campaign_id = #{id} AND stage = 'ORDERED'")
    int funded(@Param("id") long id);

    @Update("UPDATE campaigns SET stage = 'REFUSED', idempotency_key = NULL WHERE campaign_id = #{id}"
            + " AND stage = 'ORDERED'")
    int refused(@Param("id") long id);

    @Update("UPDATE campaigns SET stage = 'SETTLED', settled_at = #{at} WHERE campaign_id = #{id}"
            + " AND stage = 'FUNDED'")
    int settled(@Param("id") long id, @Param("at") Instant at);

    @Update("UPDATE campaigns SET paused = TRUE WHERE campaign_id = #{id} AND stage = 'FUNDED' AND ends_at > #{now}")
    int pause(@Param("id") long id, @Param("now") Instant now);

    @Update("UPDATE campaigns SET paced_from = CASE WHEN paused AND starts_at < #{now} THEN #{now} ELSE paced_from END,"
            + " paced_ordinal = CASE WHEN paused AND starts_at < #{now} THEN dealt_through ELSE paced_ordinal END"
            + " WHERE campaign_id = #{id} AND stage = 'FUNDED' AND ends_at > #{now}")
    int repace(@Param("id") long id, @Param("now") Instant now);

    @Update("UPDATE campaigns SET paused = FALSE WHERE campaign_id = #{id} AND stage = 'FUNDED' AND ends_at > #{now}")
    int resume(@Param("id") long id, @Param("now") Instant now);

    @Update("UPDATE campaigns SET ends_at = #{now} WHERE campaign_id = #{id} AND stage = 'FUNDED' AND ends_at > #{now}")
    int end(@Param("id") long id, @Param("now") Instant now);

    @Select("SELECT " + COLUMNS + " FROM campaigns WHERE stage = 'ORDERED' AND created_at < #{before}"
            + " ORDER BY campaign_id LIMIT #{most}")
    List<Campaign> leftHalfWay(@Param("before") Instant before, @Param("most") int most);

    @Select("SELECT " + COLUMNS + " FROM campaigns WHERE stage = 'FUNDED'"
            + " AND TIMESTAMPADD(SECOND, claim_seconds, ends_at) <= #{now} ORDER BY campaign_id LIMIT #{most}")
    List<Campaign> due(@Param("now") Instant now, @Param("most") int most);

    @Select("SELECT CAST((SELECT COUNT(*) FROM prizes WHERE campaign_id = #{id} AND state <> 'FREE') AS SIGNED)"
            + " AS allocated, CAST((SELECT COUNT(*) FROM wins WHERE campaign_id = #{id}) AS SIGNED) AS won,"
            + " CAST((SELECT COALESCE(SUM(worth_fen), 0) FROM wins WHERE campaign_id = #{id}) AS SIGNED) AS won_fen")
    Campaigns.Tally tally(@Param("id") long id);

    record PacketRow(int setId, long packetId, CampaignPlan.Kind kind, long totalFen, int shareCount) {
        CampaignPlan.Packet toPacket() {
            return new CampaignPlan.Packet(new PacketId(new SetId(setId), packetId), kind, totalFen, shareCount);
        }
    }
}
