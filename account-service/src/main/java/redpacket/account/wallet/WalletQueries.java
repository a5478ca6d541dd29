package redpacket.account.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.TransferKind;

/** The rows of a wallet that its user sees. */
@Mapper
interface WalletQueries {
    @Select("SELECT balance_fen, updated_at FROM wallets WHERE user_id = #{userId}")
    Optional<Balance> balance(@Param("userId") long userId);

    /** Newest first. The bounds of time are inclusive and exclusive, and null where there is none. */
    @Select({
        "<script>SELECT entry_id, kind, amount_fen, balance_after_fen, packet_set, packet_number, at FROM entries",
        "WHERE user_id = #{userId} AND entry_id &lt; #{before}",
        "<if test='filter.kind != null'>AND kind = #{filter.kind}</if>",
        "<if test='filter.from != null'>AND at &gt;= #{filter.from}</if>",
        "<if test='filter.to != null'>AND at &lt; #{filter.to}</if>",
        "ORDER BY entry_id DESC LIMIT #{limit}</script>"
    })
    List<Entry> entries(
            @Param("userId") long userId,
            @Param("before") long before,
            @Param("filter") EntriesFilter filter,
            @Param("limit") int limit);

    @Select("SELECT amount_fen, state, at FROM payouts WHERE withdrawal_id = #{withdrawalId} AND user_id = #{userId}")
    Optional<Withdrawn> withdrawal(@Param("userId") long userId, @Param("withdrawalId") String withdrawalId);

    record Balance(long balanceFen, Instant updatedAt) {}

    record Entry(
            long entryId,
            TransferKind kind,
            long amountFen,
            long balanceAfterFen,
            @Nullable Integer packetSet,
            @Nullable Long packetNumber,
            Instant at) {}

    record Withdrawn(long amountFen, PayoutState state, Instant at) {}
}
