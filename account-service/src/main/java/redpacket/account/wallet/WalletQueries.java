package redpacket.account.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.TransferKind;

/** What a user sees of the wallet. */
@Mapper
interface WalletQueries {
    @Select("SELECT balance_fen, updated_at FROM wallets WHERE user_id = #{userId}")
    Optional<Balance> balance(@Param("userId") long userId);

    @Select("SELECT entry_id, kind, amount_fen, balance_after_fen, packet_set, packet_number, at FROM entries"
            + " WHERE user_id = #{userId} AND entry_id < #{before} ORDER BY entry_id DESC LIMIT #{limit}")
    List<Entry> entries(@Param("userId") long userId, @Param("before") long before, @Param("limit") int limit);

    record Balance(long balanceFen, Instant updatedAt) {}

    record Entry(
            long entryId,
            TransferKind kind,
            long amountFen,
            long balanceAfterFen,
            @Nullable Integer packetSet,
            @Nullable Long packetNumber,
            Instant at) {}
}
