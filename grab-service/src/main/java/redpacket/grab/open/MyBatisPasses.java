package redpacket.grab.open;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.grab.lane.ServedSets;
import redpacket.grab.model.Pass;

/** Reads passes from the set's primary, on the set's workers. They are not cached, since an audience grows. */
@Component
class MyBatisPasses implements Passes {
    private final ServedSets sets;
    private final Map<SetId, SqlSessions> sessions = new ConcurrentHashMap<>();

    MyBatisPasses(ServedSets sets) {
        this.sets = sets;
    }

    @Override
    public CompletionStage<Optional<Pass>> find(PacketId packet, long userId) {
        ServedSets.ServedSet set = sets.of(packet.set());
        SqlSessions rows =
                sessions.computeIfAbsent(packet.set(), ignored -> new SqlSessions(set.primary(), PassMapper.class));
        return set.workers()
                .run(() -> rows.read(
                                session -> session.getMapper(PassMapper.class).find(packet.number(), userId))
                        .map(row -> new Pass(row.prizeId(), row.amountFen())));
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
