package redpacket.packet.allocate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Prizes, leases and wins in the schema control. */
@Mapper
interface PrizeMapper {
    String PRIZE = "prize_id, campaign_id, ordinal, set_id, packet_id, amount_fen, worth_fen, share_count";
    String WIN = "w.prize_id, w.campaign_id, w.user_id, w.win_number, w.set_id, w.packet_id, w.amount_fen, w.worth_fen,"
            + " w.won_at, w.trace_id";
    String IDS = "<foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach>";

    @Insert("INSERT INTO prize_leases (holder, until_at) VALUES (#{holder}, #{until})"
            + " ON DUPLICATE KEY UPDATE until_at = VALUES(until_at)")
    void renew(@Param("holder") String holder, @Param("until") Instant until);

    @Select("SELECT holder FROM prize_leases WHERE until_at < #{now} ORDER BY holder LIMIT #{most} FOR UPDATE")
    List<String> expired(@Param("now") Instant now, @Param("most") int most);

    @Update("UPDATE prizes SET state = 'FREE', holder = NULL WHERE holder = #{holder} AND state = 'HELD'")
    int freeAll(@Param("holder") String holder);

    @Delete("DELETE FROM prize_leases WHERE holder = #{holder}")
    int forget(@Param("holder") String holder);

    @Select("SELECT COUNT(*) FROM prize_leases WHERE until_at >= #{now}")
    int holders(@Param("now") Instant now);

    @Select("SELECT prize_id, campaign_id FROM prizes WHERE holder = #{holder} AND state = 'HELD' ORDER BY prize_id")
    List<Prizes.Held> heldBy(@Param("holder") String holder);

    @Update({
        "<script>UPDATE prizes SET state = 'FREE', holder = NULL WHERE holder = #{holder} AND state = 'HELD'",
        "AND prize_id IN " + IDS + "</script>"
    })
    int free(@Param("holder") String holder, @Param("ids") Collection<Long> ids);

    @Update({
        "<script>UPDATE prizes SET state = 'DOUBTED' WHERE holder = #{holder} AND state = 'HELD'",
        "AND prize_id IN " + IDS + "</script>"
    })
    int markInDoubt(@Param("holder") String holder, @Param("ids") Collection<Long> ids);

    @Select("SELECT campaign_id, name, ends_at, paced_from, paced_ordinal, dealt_through AS allocated_through,"
            + " prizes_total FROM campaigns WHERE stage = 'FUNDED' AND paused = FALSE AND ends_at > #{now}"
            + " AND starts_at <= #{until} ORDER BY campaign_id FOR UPDATE")
    List<Prizes.RunningCampaign> running(@Param("now") Instant now, @Param("until") Instant until);

    @Select("SELECT " + PRIZE + " FROM prizes WHERE campaign_id = #{campaign} AND state = 'FREE'"
            + " AND ordinal < #{below} ORDER BY ordinal LIMIT #{most}")
    List<Prizes.Prize> freeOf(@Param("campaign") long campaign, @Param("below") int below, @Param("most") int most);

    @Update({
        "<script>UPDATE prizes SET state = 'HELD', holder = #{holder} WHERE state = 'FREE'",
        "AND prize_id IN " + IDS + "</script>"
    })
    int hold(@Param("holder") String holder, @Param("ids") Collection<Long> ids);

    @Update("UPDATE campaigns SET dealt_through = #{through} WHERE campaign_id = #{campaign}"
            + " AND dealt_through < #{through}")
    int allocatedThrough(@Param("campaign") long campaign, @Param("through") int through);

    @Select("SELECT " + PRIZE + " FROM prizes WHERE prize_id = #{prize}")
    Optional<Prizes.Prize> find(@Param("prize") long prize);

    @Select("SELECT campaign_id, name, sponsor_id, per_user_cap FROM campaigns WHERE campaign_id = #{campaign}"
            + " AND stage = 'FUNDED' AND paused = FALSE AND ends_at > #{now}")
    Optional<Prizes.Terms> winnable(@Param("campaign") long campaign, @Param("now") Instant now);

    @Select("SELECT " + WIN + " FROM wins w WHERE w.prize_id = #{prize}")
    Optional<Prizes.Win> winOf(@Param("prize") long prize);

    @Select("SELECT COUNT(*) FROM wins WHERE campaign_id = #{campaign} AND user_id = #{user}")
    int wins(@Param("campaign") long campaign, @Param("user") long user);

    @Select("SELECT COUNT(*) FROM wins WHERE packet_id = #{packet} AND user_id = #{user} AND set_id = #{set}")
    int winsOf(@Param("packet") long packet, @Param("user") long user, @Param("set") int set);

    @Update("UPDATE prizes SET state = 'WON' WHERE prize_id = #{prize} AND holder = #{holder} AND state = 'HELD'")
    int take(@Param("prize") long prize, @Param("holder") String holder);

    @Insert("INSERT INTO wins (prize_id, campaign_id, user_id, win_number, set_id, packet_id, amount_fen, worth_fen,"
            + " won_at, trace_id) VALUES (#{prizeId}, #{campaignId}, #{userId}, #{winNumber}, #{setId}, #{packetId},"
            + " #{amountFen}, #{worthFen}, #{wonAt}, #{traceId})")
    void add(Prizes.Win win);

    @Select("SELECT " + WIN + ", c.name AS sponsor, c.sponsor_id FROM wins w"
            + " JOIN campaigns c ON c.campaign_id = w.campaign_id WHERE w.granted = FALSE AND w.won_at < #{before}"
            + " ORDER BY w.won_at LIMIT #{most}")
    List<GrantRow> toGrant(@Param("before") Instant before, @Param("most") int most);

    @Update({"<script>UPDATE wins SET granted = TRUE WHERE prize_id IN " + IDS + "</script>"})
    int granted(@Param("ids") Collection<Long> ids);

    record GrantRow(
            long prizeId,
            long campaignId,
            long userId,
            int winNumber,
            int setId,
            long packetId,
            @Nullable Long amountFen,
            long worthFen,
            Instant wonAt,
            String traceId,
            String sponsor,
            long sponsorId) {
        Prizes.Grant toGrant() {
            return new Prizes.Grant(
                    new Prizes.Win(
                            prizeId,
                            campaignId,
                            userId,
                            winNumber,
                            setId,
                            packetId,
                            amountFen,
                            worthFen,
                            wonAt,
                            traceId),
                    sponsor,
                    sponsorId);
        }
    }
}
