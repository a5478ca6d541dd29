package redpacket.account.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.TransferKind;

/** Rows of one shard that operators see. */
@Mapper
interface DeskMapper {
    String ENTRIES = "SELECT entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen, packet_set,"
            + " packet_number, at FROM entries WHERE ";

    @Select("SELECT balance_fen, frozen, frozen_reason, frozen_by, frozen_at, updated_at FROM wallets"
            + " WHERE user_id = #{user}")
    Optional<Wallet> wallet(@Param("user") long user);

    @Select(ENTRIES + "user_id = #{user} ORDER BY entry_id DESC LIMIT #{limit}")
    List<EntryRow> entries(@Param("user") long user, @Param("limit") int limit);

    /** Packets that the user sent or opened. */
    @Select(ENTRIES + "user_id = #{user}"
            + " AND kind IN ('PACKET_SENT', 'PACKET_OPENED', 'SHAKE_PRIZE') ORDER BY entry_id DESC LIMIT #{limit}")
    List<EntryRow> packets(@Param("user") long user, @Param("limit") int limit);

    @Select(ENTRIES + "packet_set = #{set} AND packet_number = #{number}" + " ORDER BY entry_id LIMIT #{limit}")
    List<EntryRow> ofPacket(@Param("set") int set, @Param("number") long number, @Param("limit") int limit);

    /** The transfer that a key of the user made; a transfer outlives the row of its key. */
    @Select("SELECT t.transfer_id, t.kind, t.amount_fen, t.packet_set, t.packet_number, t.balance_after_fen, t.at"
            + " FROM transfers t WHERE t.user_id = #{user} AND (t.transfer_id IN (#{topUp}, #{withdrawal})"
            + " OR t.transfer_id = (SELECT k.transfer_id FROM idempotency_keys k WHERE k.user_id = #{user}"
            + " AND k.idempotency_key = #{key})) LIMIT 1")
    Optional<Transfer> ofKey(
            @Param("user") long user,
            @Param("key") String key,
            @Param("topUp") String topUp,
            @Param("withdrawal") String withdrawal);

    /** 1 where the wallet is the sum of its entries, or where there is no wallet. */
    @Select("SELECT COUNT(*) = 0 FROM wallets w WHERE w.user_id = #{user} AND (w.balance_fen <>"
            + " (SELECT COALESCE(SUM(e.amount_fen), 0) FROM entries e WHERE e.user_id = #{user})"
            + " OR w.entries <> (SELECT COUNT(*) FROM entries e WHERE e.user_id = #{user}))")
    boolean addsUp(@Param("user") long user);

    /** A user who was never seen gets an empty wallet. */
    @Insert("INSERT INTO wallets (user_id, balance_fen, entries, frozen, updated_at, frozen_reason, frozen_by,"
            + " frozen_at) VALUES (#{user}, 0, 0, TRUE, #{at}, #{reason}, #{operator}, #{at})"
            + " ON DUPLICATE KEY UPDATE frozen = TRUE, frozen_reason = VALUES(frozen_reason),"
            + " frozen_by = VALUES(frozen_by), frozen_at = VALUES(frozen_at)")
    int freeze(
            @Param("user") long user,
            @Param("reason") String reason,
            @Param("operator") long operator,
            @Param("at") Instant at);

    @Update("UPDATE wallets SET frozen = FALSE, frozen_reason = NULL, frozen_by = NULL, frozen_at = NULL"
            + " WHERE user_id = #{user}")
    int unfreeze(@Param("user") long user);

    record Wallet(
            long balanceFen,
            boolean frozen,
            @Nullable String frozenReason,
            @Nullable Long frozenBy,
            @Nullable Instant frozenAt,
            Instant updatedAt) {}

    record Transfer(
            String transferId,
            TransferKind kind,
            long amountFen,
            @Nullable Integer packetSet,
            @Nullable Long packetNumber,
            long balanceAfterFen,
            Instant at) {}
}
