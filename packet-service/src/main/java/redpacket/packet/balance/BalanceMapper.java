package redpacket.packet.balance;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import redpacket.packet.model.OrderState;

/** The rest according to the log, at one instant: each read is one statement. */
@Mapper
interface BalanceMapper {
    String LEFT = "CAST(CASE WHEN p.state = 'CANCELLED' THEN 0 ELSE p.total_fen - COALESCE(SUM(l.amount_fen), 0) END"
            + " AS SIGNED) AS left_fen";

    @Select("SELECT p.packet_id AS packet_number, p.state, p.total_fen, " + LEFT
            + " FROM (SELECT packet_id, state, total_fen FROM packets WHERE packet_id > #{after}"
            + " ORDER BY packet_id LIMIT #{limit}) p"
            + " LEFT JOIN packet_log l ON l.packet_id = p.packet_id"
            + " GROUP BY p.packet_id, p.state, p.total_fen ORDER BY p.packet_id")
    List<Balance> page(@Param("after") long after, @Param("limit") int limit);

    @Select({
        "<script>SELECT p.packet_id AS packet_number, p.state, p.total_fen, " + LEFT,
        "FROM packets p LEFT JOIN packet_log l ON l.packet_id = p.packet_id WHERE p.packet_id IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach>",
        "GROUP BY p.packet_id, p.state, p.total_fen ORDER BY p.packet_id</script>"
    })
    List<Balance> of(@Param("packets") Collection<Long> packets);

    record Balance(long packetNumber, OrderState state, long totalFen, long leftFen) {}
}
