package redpacket.account.funds;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Sums over a shard. */
@Mapper
interface FundsMapper {
    /** Of the next wallets after a user; lastUserId is 0 where there are none. */
    @Select("SELECT COALESCE(SUM(balance_fen), 0) AS fen, COALESCE(MAX(user_id), 0) AS last_user_id FROM"
            + " (SELECT user_id, balance_fen FROM wallets WHERE user_id > #{after} ORDER BY user_id"
            + " LIMIT #{limit}) page")
    WalletPage walletsFen(@Param("after") long after, @Param("limit") int limit);

    @Select("SELECT account, through_entry_id, sum_fen FROM checkpoints")
    List<Checkpoint> checkpoints();

    @Select("SELECT packet_number, SUM(amount_fen) AS fen FROM entries WHERE packet_set = #{set}"
            + " AND packet_number > #{after} AND packet_number <= #{through} AND account = 'ESCROW'"
            + " AND entry_id <= #{entryId}"
            + " GROUP BY packet_number ORDER BY packet_number LIMIT #{limit}")
    List<PacketFen> escrowByPacket(
            @Param("set") int set,
            @Param("after") long after,
            @Param("through") long through,
            @Param("entryId") long entryId,
            @Param("limit") int limit);

    @Select("SELECT packet_set, packet_number, SUM(amount_fen) AS fen FROM entries WHERE entry_id > #{after}"
            + " AND entry_id <= #{through} AND account = 'ESCROW' GROUP BY packet_set, packet_number")
    List<PacketGaps.Moved> moved(@Param("after") long after, @Param("through") long through);

    @Select({
        "<script>SELECT packet_number, SUM(amount_fen) AS fen FROM entries WHERE packet_set = #{set}",
        "AND account = 'ESCROW' AND packet_number IN",
        "<foreach collection='packets' item='packet' open='(' separator=',' close=')'>#{packet}</foreach>",
        "GROUP BY packet_number</script>"
    })
    List<PacketFen> escrowOf(@Param("set") int set, @Param("packets") Collection<Long> packets);

    @Select("SELECT account, through_entry_id, sum_fen FROM checkpoints ORDER BY account FOR UPDATE")
    List<Checkpoint> lockCheckpoints();

    /** By account, of committed entries: their ids have no gap, since a shard has one writer. */
    @Select("SELECT account, SUM(amount_fen) AS fen FROM entries WHERE entry_id > #{from} AND entry_id <= #{through}"
            + " GROUP BY account")
    List<AccountFen> sums(@Param("from") long from, @Param("through") long through);

    @Update("UPDATE checkpoints SET sum_fen = sum_fen + #{fen}, through_entry_id = #{through}"
            + " WHERE account = #{account}")
    int advance(@Param("account") String account, @Param("fen") long fen, @Param("through") long through);

    @Select("SELECT COALESCE(MAX(entry_id), 0) FROM entries")
    long entryIdLast();

    record PacketFen(long packetNumber, long fen) {}

    record AccountFen(String account, long fen) {}

    record Checkpoint(String account, long throughEntryId, long sumFen) {}

    record WalletPage(long fen, long lastUserId) {}
}
