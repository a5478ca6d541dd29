package redpacket.account.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;

/**
 * The rows of a shard that a batch of commands touches, read under lock.
 *
 * @param dailySentFen by user, of the day
 * @param entryIdLast the highest entry id of the shard, 0 when there is none
 */
public record ShardFacts(
        Map<String, TransferRow> transfers,
        Map<KeyOwner, KeyRow> keys,
        Map<Long, WalletRow> wallets,
        Map<Long, Long> dailySentFen,
        long entryIdLast,
        LocalDate day,
        Instant now) {
    public record KeyOwner(long userId, String key) {}
}
