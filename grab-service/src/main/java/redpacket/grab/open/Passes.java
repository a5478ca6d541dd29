package redpacket.grab.open;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.grab.lane.GrabSets;
import redpacket.grab.model.Pass;

/** Who may open packets of campaigns, read from the set's primary: an audience that grows is not remembered. */
@Component
class Passes {
    private final GrabSets sets;
    private final Map<SetId, SqlSessions> sessions = new ConcurrentHashMap<>();

    Passes(GrabSets sets) {
        this.sets = sets;
    }

    /** Empty for somebody who neither won a prize of the packet nor had it shared with. */
    Optional<Pass> find(PacketId packet, long userId) {
        return sessions.computeIfAbsent(
                        packet.set(),
                        set -> new SqlSessions(sets.of(set).group().primary(), PassMapper.class))
                .read(session -> session.getMapper(PassMapper.class).find(packet.number(), userId))
                .map(row -> new Pass(row.prizeId(), row.amountFen()));
    }

    @Mapper
    interface PassMapper {
        @Select("SELECT a.user_id, p.prize_id, p.amount_fen FROM packet_audience a LEFT JOIN packet_prizes p"
                + " ON p.packet_id = a.packet_id AND p.user_id = a.user_id"
                + " WHERE a.packet_id = #{packet} AND a.user_id = #{user}")
        Optional<Row> find(@Param("packet") long packet, @Param("user") long user);

        record Row(
                long userId,
                @Nullable Long prizeId,
                @Nullable Long amountFen) {}
    }
}
