package redpacket.account.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Seals of a shard and the rows under them. */
@Mapper
interface SealMapper {
    @Select("SELECT seal_id, after_entry_id, through_entry_id, row_count, hash, sealed_at FROM seals"
            + " ORDER BY seal_id DESC LIMIT 1")
    Optional<Seal> last();

    @Select("SELECT seal_id, after_entry_id, through_entry_id, row_count, hash, sealed_at FROM seals"
            + " WHERE seal_id > #{after} ORDER BY seal_id LIMIT #{limit}")
    List<Seal> next(@Param("after") long after, @Param("limit") int limit);

    @Select("SELECT COALESCE(MAX(entry_id), 0) FROM entries")
    long entryIdLast();

    /** A row as one text: every column of the entry, and of the transfer that it belongs to. */
    @Select("SELECT CONCAT_WS('|', e.entry_id, e.transfer_id, e.account, COALESCE(e.user_id, ''), e.kind,"
            + " e.amount_fen, COALESCE(e.balance_after_fen, ''), COALESCE(e.packet_set, ''),"
            + " COALESCE(e.packet_number, ''), e.at, COALESCE(t.kind, '-'), COALESCE(t.user_id, '-'),"
            + " COALESCE(t.amount_fen, '-'), COALESCE(t.balance_after_fen, '-'), COALESCE(t.trace_id, '-'),"
            + " COALESCE(t.at, '-')) FROM entries e LEFT JOIN transfers t ON t.transfer_id = e.transfer_id"
            + " WHERE e.entry_id > #{after} AND e.entry_id <= #{through} ORDER BY e.entry_id")
    List<String> rows(@Param("after") long after, @Param("through") long through);

    @Insert("INSERT INTO seals (seal_id, after_entry_id, through_entry_id, row_count, hash, sealed_at)"
            + " VALUES (#{sealId}, #{afterEntryId}, #{throughEntryId}, #{rowCount}, #{hash}, #{sealedAt})")
    void insert(Seal seal);

    /** How many the next wallets after a user are, and the last of them; 0 where there are none. */
    @Select("SELECT COUNT(*) AS wallets, COALESCE(MAX(user_id), 0) AS last_user_id FROM"
            + " (SELECT user_id FROM wallets WHERE user_id > #{after} ORDER BY user_id LIMIT #{limit}) page")
    WalletPage walletPage(@Param("after") long after, @Param("limit") int limit);

    /** Of the users of (after, through], those whose balance is not the sum of their entries. */
    @Select("SELECT w.user_id FROM wallets w LEFT JOIN (SELECT user_id, SUM(amount_fen) AS fen, COUNT(*) AS row_count"
            + " FROM entries WHERE user_id > #{after} AND user_id <= #{through} GROUP BY user_id) e"
            + " ON e.user_id = w.user_id WHERE w.user_id > #{after} AND w.user_id <= #{through}"
            + " AND (w.balance_fen <> COALESCE(e.fen, 0) OR w.entries <> COALESCE(e.row_count, 0))"
            + " ORDER BY w.user_id LIMIT #{limit}")
    List<String> walletsWrong(@Param("after") long after, @Param("through") long through, @Param("limit") int limit);

    record WalletPage(long wallets, long lastUserId) {}

    /**
     * A link of the chain: the hash of the seal before and of the rows of (afterEntryId, throughEntryId].
     *
     * @param sealId 1, 2, 3 … without a gap
     */
    record Seal(long sealId, long afterEntryId, long throughEntryId, int rowCount, String hash, Instant sealedAt) {}
}
