package redpacket.account.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerRows.Account;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.PayoutRow;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.ShardFacts.KeyOwner;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** A shard in memory while a batch is decided: the stored facts, the changes of the batch, and their rows. */
final class Postings {
    private final ShardFacts facts;
    private final Map<String, TransferRow> transfers;
    private final Map<KeyOwner, KeyRow> keys;
    private final Map<Long, WalletRow> wallets;
    private final Map<Long, Long> dailySentFen;
    private final List<TransferRow> newTransfers = new ArrayList<>();
    private final List<EntryRow> newEntries = new ArrayList<>();
    private final List<KeyRow> newKeys = new ArrayList<>();
    private final List<PayoutRow> payouts = new ArrayList<>();
    /** By user id: every batch locks and writes wallets in one order (rule M3). */
    private final TreeMap<Long, WalletRow> changedWallets = new TreeMap<>();

    private final TreeMap<Long, DailyRow> changedDaily = new TreeMap<>();
    private long entryIdLast;

    Postings(ShardFacts facts) {
        this.facts = facts;
        this.transfers = new HashMap<>(facts.transfers());
        this.keys = new HashMap<>(facts.keys());
        this.wallets = new HashMap<>(facts.wallets());
        this.dailySentFen = new HashMap<>(facts.dailySentFen());
        this.entryIdLast = facts.entryIdLast();
    }

    @Nullable
    TransferRow transfer(String transferId) {
        return transfers.get(transferId);
    }

    @Nullable
    KeyRow key(UserId user, String key) {
        return keys.get(new KeyOwner(user.value(), key));
    }

    Fen balanceOf(UserId user) {
        WalletRow wallet = wallets.get(user.value());
        return wallet == null ? Fen.ZERO : Fen.of(wallet.balanceFen());
    }

    boolean isFrozen(UserId user) {
        WalletRow wallet = wallets.get(user.value());
        return wallet != null && wallet.frozen();
    }

    boolean holds(UserId user, Fen amount) {
        WalletRow wallet = wallets.get(user.value());
        return wallet != null && wallet.balanceFen() >= amount.value();
    }

    Fen sentToday(UserId user) {
        return Fen.of(dailySentFen.getOrDefault(user.value(), 0L));
    }

    /** Moves the signed amount into the wallet and the opposite into the other account. */
    void post(
            LedgerCommand command,
            TransferKind kind,
            Fen intoWallet,
            Fen balanceAfter,
            Account other,
            @Nullable PacketId packet) {
        post(command, command.transferId(), kind, intoWallet, balanceAfter, other, packet);
    }

    /** The same under a transfer id of its own: one of several transfers of a command. */
    void post(
            LedgerCommand command,
            String transferId,
            TransferKind kind,
            Fen intoWallet,
            Fen balanceAfter,
            Account other,
            @Nullable PacketId packet) {
        transfer(command, transferId, kind, intoWallet, balanceAfter, packet);
        entry(command, transferId, Account.WALLET, kind, intoWallet, balanceAfter, packet);
        entry(command, transferId, other, kind, intoWallet.negated(), null, packet);
        long user = command.user().value();
        WalletRow before = wallets.get(user);
        WalletRow after = new WalletRow(
                user,
                balanceAfter.value(),
                before == null ? 1 : before.entries() + 1,
                before != null && before.frozen(),
                facts.now());
        wallets.put(user, after);
        changedWallets.put(user, after);
    }

    void transfer(LedgerCommand command, TransferKind kind, Fen amount, Fen balanceAfter, @Nullable PacketId packet) {
        transfer(command, command.transferId(), kind, amount, balanceAfter, packet);
    }

    private void transfer(
            LedgerCommand command,
            String transferId,
            TransferKind kind,
            Fen amount,
            Fen balanceAfter,
            @Nullable PacketId packet) {
        TransferRow row = new TransferRow(
                transferId,
                kind,
                command.user().value(),
                amount.value(),
                packet == null ? null : packet.set().value(),
                packet == null ? null : packet.number(),
                balanceAfter.value(),
                command.traceId(),
                facts.now());
        transfers.put(row.transferId(), row);
        newTransfers.add(row);
    }

    private void entry(
            LedgerCommand command,
            String transferId,
            Account account,
            TransferKind kind,
            Fen amount,
            @Nullable Fen balanceAfter,
            @Nullable PacketId packet) {
        entryIdLast++;
        newEntries.add(new EntryRow(
                entryIdLast,
                transferId,
                account,
                account == Account.WALLET ? command.user().value() : null,
                kind,
                amount.value(),
                balanceAfter == null ? null : balanceAfter.value(),
                packet == null ? null : packet.set().value(),
                packet == null ? null : packet.number(),
                facts.now()));
    }

    void bind(LedgerCommand command, String key, String requestHash, @Nullable String packetText, Fen balanceAfter) {
        long user = command.user().value();
        KeyRow row =
                new KeyRow(user, key, requestHash, command.transferId(), packetText, balanceAfter.value(), facts.now());
        keys.put(new KeyOwner(user, key), row);
        newKeys.add(row);
    }

    void payout(LedgerCommand command, String withdrawalId, Fen amount, PayoutState state) {
        payouts.add(new PayoutRow(withdrawalId, command.user().value(), amount.value(), state, facts.now()));
    }

    void sentToday(UserId user, Fen total) {
        dailySentFen.put(user.value(), total.value());
        changedDaily.put(user.value(), new DailyRow(user.value(), facts.day(), total.value()));
    }

    LedgerWrites writes() {
        return new LedgerWrites(
                newTransfers,
                newEntries,
                List.copyOf(changedWallets.values()),
                newKeys,
                List.copyOf(changedDaily.values()),
                payouts);
    }
}
