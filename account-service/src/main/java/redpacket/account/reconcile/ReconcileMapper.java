package redpacket.account.reconcile;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.PacketDigest;

/** One shard. Its digests are made like those of the sets: a closing entry counts for user 0. */
@Mapper
interface ReconcileMapper {
    String OF_RANGE = " FROM entries WHERE packet_set = #{set} AND packet_number > #{after}"
            + " AND packet_number <= #{through} AND account = 'WALLET'";
    String PAYEE = "CASE WHEN kind IN ('PACKET_REFUNDED', 'CAMPAIGN_RETURNED') THEN 0 ELSE user_id END";
    String CHARGE_HASH = "CRC32(CONCAT_WS(':', packet_number, user_id, -amount_fen))";
    String PAYOUT_HASH = "CRC32(CONCAT_WS(':', packet_number, " + PAYEE + ", amount_fen))";

    /** The digests of charges and of payouts, in one reading of the index. */
    @Select("SELECT COALESCE(SUM(amount_fen < 0), 0) AS charge_count,"
            + " COALESCE(SUM(CASE WHEN amount_fen < 0 THEN -amount_fen ELSE 0 END), 0) AS charge_fen,"
            + " COALESCE(SUM(CASE WHEN amount_fen < 0 THEN " + CHARGE_HASH + " ELSE 0 END), 0) AS charge_hash,"
            + " COALESCE(SUM(amount_fen > 0), 0) AS payout_count,"
            + " COALESCE(SUM(CASE WHEN amount_fen > 0 THEN amount_fen ELSE 0 END), 0) AS payout_fen,"
            + " COALESCE(SUM(CASE WHEN amount_fen > 0 THEN " + PAYOUT_HASH + " ELSE 0 END), 0) AS payout_hash"
            + OF_RANGE)
    SideSums sides(@Param("set") int set, @Param("after") long after, @Param("through") long through);

    @Select("SELECT packet_number, SUM(-amount_fen) AS fen, SUM(" + CHARGE_HASH + ") AS hash" + OF_RANGE
            + " AND amount_fen < 0 GROUP BY packet_number ORDER BY packet_number LIMIT #{limit}")
    List<PacketDigest> chargesByPacket(
            @Param("set") int set,
            @Param("after") long after,
            @Param("through") long through,
            @Param("limit") int limit);

    @Select("SELECT packet_number, SUM(amount_fen) AS fen, SUM(" + PAYOUT_HASH + ") AS hash" + OF_RANGE
            + " AND amount_fen > 0 GROUP BY packet_number ORDER BY packet_number LIMIT #{limit}")
    List<PacketDigest> payoutsByPacket(
            @Param("set") int set,
            @Param("after") long after,
            @Param("through") long through,
            @Param("limit") int limit);

    @Select({
        "<script>SELECT packet_number," + PAYEE + " AS user_id, amount_fen, user_id AS wallet_user FROM entries",
        "WHERE packet_set = #{set} AND account = 'WALLET' AND packet_number IN",
        "<foreach collection='numbers' item='number' open='(' separator=',' close=')'>#{number}</foreach>",
        "</script>"
    })
    List<LedgerRow> rows(@Param("set") int set, @Param("numbers") List<Long> numbers);

    /** The last of the next so many wallets; 0 after the last one. */
    @Select("SELECT COALESCE(MAX(user_id), 0) FROM (SELECT user_id FROM wallets WHERE user_id > #{after}"
            + " ORDER BY user_id LIMIT #{limit}) next")
    long walletsThrough(@Param("after") long after, @Param("limit") int limit);

    /** Wallets whose balance differs from their last entry's, or whose count of entries is wrong. */
    @Select("SELECT w.user_id FROM wallets w LEFT JOIN (SELECT user_id, COUNT(*) AS row_count,"
            + " MAX(entry_id) AS last_id FROM entries WHERE user_id > #{after} AND user_id <= #{through}"
            + " GROUP BY user_id) e ON e.user_id = w.user_id LEFT JOIN entries l ON l.entry_id = e.last_id"
            + " WHERE w.user_id > #{after} AND w.user_id <= #{through}"
            + " AND (w.entries <> COALESCE(e.row_count, 0)"
            + " OR w.balance_fen <> COALESCE(l.balance_after_fen, 0)) LIMIT #{limit}")
    List<Long> walletsInDoubt(@Param("after") long after, @Param("through") long through, @Param("limit") int limit);

    /** A wallet and all of its entries; nothing where there is no such wallet. */
    @Select("SELECT w.user_id, w.balance_fen, w.entries, w.frozen,"
            + " (SELECT COALESCE(SUM(e.amount_fen), 0) FROM entries e WHERE e.user_id = w.user_id) AS sum_fen,"
            + " (SELECT COUNT(*) FROM entries e WHERE e.user_id = w.user_id) AS row_count"
            + " FROM wallets w WHERE w.user_id = #{user}")
    List<WalletSum> walletSum(@Param("user") long user);

    @Update("UPDATE wallets SET frozen = TRUE, frozen_reason = 'the balance is not the sum of the entries',"
            + " frozen_by = NULL, frozen_at = UTC_TIMESTAMP(3) WHERE user_id = #{user} AND frozen = FALSE")
    int freeze(@Param("user") long user);

    @Select("SELECT COALESCE(MAX(entry_id), 0) FROM entries")
    long entryIdLast();

    /**
     * Of the entries of (after, through], of which there are as many as numbers, in pairs that sum to zero. An entry
     * has a transfer that says the same: a second pair under one transfer would say another balance or another time.
     */
    @Select("SELECT COUNT(*) AS row_count, COALESCE(SUM(e.amount_fen), 0) AS fen,"
            + " COALESCE(SUM(CASE WHEN t.transfer_id IS NULL OR t.kind <> e.kind OR t.at <> e.at"
            + " OR t.amount_fen <> CASE WHEN e.account = 'WALLET' THEN e.amount_fen ELSE -e.amount_fen END"
            + " OR (e.account = 'WALLET'"
            + " AND (t.user_id <> e.user_id OR t.balance_after_fen <> e.balance_after_fen))"
            + " OR COALESCE(t.packet_number, 0) <> COALESCE(e.packet_number, 0)"
            + " OR COALESCE(t.packet_set, 0) <> COALESCE(e.packet_set, 0) THEN 1 ELSE 0 END), 0) AS without_transfer,"
            + " COALESCE(SUM(CASE WHEN e.user_id IS NOT NULL AND w.user_id IS NULL THEN 1 ELSE 0 END), 0)"
            + " AS without_wallet FROM entries e LEFT JOIN transfers t ON t.transfer_id = e.transfer_id"
            + " LEFT JOIN wallets w ON w.user_id = e.user_id"
            + " WHERE e.entry_id > #{after} AND e.entry_id <= #{through}")
    EntrySums entrySums(@Param("after") long after, @Param("through") long through);

    record WalletSum(long userId, long balanceFen, long entries, boolean frozen, long sumFen, long rowCount) {
        boolean addsUp() {
            return balanceFen == sumFen && entries == rowCount;
        }
    }

    record SideSums(
            long chargeCount, long chargeFen, long chargeHash, long payoutCount, long payoutFen, long payoutHash) {}

    record EntrySums(long rowCount, long fen, long withoutTransfer, long withoutWallet) {}
}
