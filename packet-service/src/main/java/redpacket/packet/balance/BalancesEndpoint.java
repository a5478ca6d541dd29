package redpacket.packet.balance;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.SetId;
import redpacket.common.problem.Problem;
import redpacket.packet.set.PacketSets;

/** What is left in each packet of a set by its log, ascending by number, from the primary. */
@RestController
final class BalancesEndpoint {
    private static final int LIMIT_MAX = 1000;

    private final PacketSets sets;

    BalancesEndpoint(PacketSets sets) {
        this.sets = sets;
    }

    @GetMapping("/internal/v1/sets/{setId}/balances")
    BalancePage balances(
            @PathVariable("setId") int setId,
            @RequestParam(name = "after", defaultValue = "0") long after,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + LIMIT_MAX + ".");
        }
        SqlSessions sessions = new SqlSessions(sets.of(new SetId(setId)).group().primary(), BalanceMapper.class);
        return new BalancePage(
                sessions.read(session -> session.getMapper(BalanceMapper.class).page(after, limit)));
    }

    record BalancePage(List<PacketLeft> items) {}

    record PacketLeft(long packetNumber, String state, long totalFen, long leftFen) {}

    @Mapper
    interface BalanceMapper {
        @Select("SELECT p.packet_id AS packet_number, p.state, p.total_fen, p.total_fen - COALESCE((SELECT"
                + " SUM(l.amount_fen) FROM packet_log l WHERE l.packet_id = p.packet_id), 0) AS left_fen"
                + " FROM packets p WHERE p.packet_id > #{after} ORDER BY p.packet_id LIMIT #{limit}")
        List<PacketLeft> page(@Param("after") long after, @Param("limit") int limit);
    }
}
