package redpacket.account.model;

import java.util.List;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.PayoutRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;

/**
 * The rows of a decided batch, written in one transaction.
 *
 * @param wallets as they are after the batch, in ascending order of users
 */
public record LedgerWrites(
        List<TransferRow> transfers,
        List<EntryRow> entries,
        List<WalletRow> wallets,
        List<KeyRow> keys,
        List<DailyRow> dailySends,
        List<PayoutRow> payouts) {
    public LedgerWrites {
        transfers = List.copyOf(transfers);
        entries = List.copyOf(entries);
        wallets = List.copyOf(wallets);
        keys = List.copyOf(keys);
        dailySends = List.copyOf(dailySends);
        payouts = List.copyOf(payouts);
    }
}
