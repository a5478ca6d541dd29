package redpacket.account.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerCommand.Charge;
import redpacket.account.model.LedgerCommand.Credit;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerCommand.VoidCharge;
import redpacket.account.model.LedgerCommand.Withdrawal;
import redpacket.account.model.LedgerRows.Account;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.ShardFacts.KeyOwner;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * Decides a batch of commands on one shard, in their order, and gathers the rows to be written in one transaction.
 *
 * <p>INVARIANT: the entries of each transfer sum to zero; no wallet goes below zero; a command that is refused, or was
 * done before, leaves everything as it was.
 */
public final class LedgerBatch {
    private final ShardFacts facts;
    private final Fen dailyLimit;
    private final Map<String, TransferRow> transfers;
    private final Map<KeyOwner, KeyRow> keys;
    private final Map<Long, WalletRow> wallets;
    private final Map<Long, Long> dailySentFen;
    private final List<TransferRow> newTransfers = new ArrayList<>();
    private final List<EntryRow> newEntries = new ArrayList<>();
    private final List<KeyRow> newKeys = new ArrayList<>();
    /** By user id: every batch locks and writes wallets in one order. */
    private final TreeMap<Long, WalletRow> changedWallets = new TreeMap<>();

    private final Map<Long, DailyRow> changedDaily = new LinkedHashMap<>();
    private long entryIdLast;

    public LedgerBatch(ShardFacts facts, Fen dailyLimit) {
        this.facts = facts;
        this.dailyLimit = dailyLimit;
        this.transfers = new HashMap<>(facts.transfers());
        this.keys = new HashMap<>(facts.keys());
        this.wallets = new HashMap<>(facts.wallets());
        this.dailySentFen = new HashMap<>(facts.dailySentFen());
        this.entryIdLast = facts.entryIdLast();
    }

    public LedgerOutcome decide(LedgerCommand command) {
        return switch (command) {
            case TopUp topUp -> topUp(topUp);
            case Withdrawal withdrawal -> withdraw(withdrawal);
            case Charge charge -> charge(charge);
            case VoidCharge voidCharge -> voidCharge(voidCharge);
            case Credit credit -> credit(credit);
        };
    }

    private LedgerOutcome topUp(TopUp command) {
        KeyRow bound = boundKey(command.user(), command.key());
        if (bound != null) {
            return replay(bound, command.requestHash());
        }
        Fen balance = balanceOf(command.user()).plus(command.amount());
        post(command, TransferKind.TOP_UP, command.amount(), balance, Account.TOPPED_UP, null);
        bind(command.user(), command.key(), command.requestHash(), command.transferId(), null, balance);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private LedgerOutcome withdraw(Withdrawal command) {
        KeyRow bound = boundKey(command.user(), command.key());
        if (bound != null) {
            return replay(bound, command.requestHash());
        }
        if (!canPay(command.user(), command.amount())) {
            return new LedgerOutcome.InsufficientBalance();
        }
        Fen balance = balanceOf(command.user()).minus(command.amount());
        post(command, TransferKind.WITHDRAWAL, command.amount().negated(), balance, Account.WITHDRAWN, null);
        bind(command.user(), command.key(), command.requestHash(), command.transferId(), null, balance);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private LedgerOutcome charge(Charge command) {
        TransferRow stored = transfers.get(command.transferId());
        if (stored != null) {
            if (stored.kind() == TransferKind.VOID) {
                return new LedgerOutcome.Voided();
            }
            return sameContent(
                    stored,
                    TransferKind.PACKET_SENT,
                    command.user(),
                    command.amount().negated());
        }
        KeyRow bound = boundKey(command.user(), command.key());
        if (bound != null) {
            String packet = bound.packetId();
            return packet != null && bound.requestHash().equals(command.requestHash())
                    ? new LedgerOutcome.Bound(packet)
                    : new LedgerOutcome.KeyReused();
        }
        if (!canPay(command.user(), command.amount())) {
            return new LedgerOutcome.InsufficientBalance();
        }
        long sent = Math.addExact(
                dailySentFen.getOrDefault(command.user().value(), 0L),
                command.amount().value());
        if (sent > dailyLimit.value()) {
            return new LedgerOutcome.DailyLimitReached();
        }
        Fen balance = balanceOf(command.user()).minus(command.amount());
        post(command, TransferKind.PACKET_SENT, command.amount().negated(), balance, Account.ESCROW, command.packet());
        bind(command.user(), command.key(), command.requestHash(), command.transferId(), command.packetText(), balance);
        dailySentFen.put(command.user().value(), sent);
        changedDaily.put(command.user().value(), new DailyRow(command.user().value(), facts.day(), sent));
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private LedgerOutcome voidCharge(VoidCharge command) {
        TransferRow stored = transfers.get(command.transferId());
        if (stored == null) {
            Fen balance = balanceOf(command.user());
            transfer(command, TransferKind.VOID, Fen.ZERO, balance, command.packet());
            return new LedgerOutcome.Voided();
        }
        return stored.kind() == TransferKind.VOID ? new LedgerOutcome.Voided() : new LedgerOutcome.AlreadyCharged();
    }

    private LedgerOutcome credit(Credit command) {
        TransferRow stored = transfers.get(command.transferId());
        if (stored != null) {
            return sameContent(stored, command.kind(), command.user(), command.amount());
        }
        Fen balance = balanceOf(command.user()).plus(command.amount());
        post(command, command.kind(), command.amount(), balance, Account.ESCROW, command.packet());
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private static LedgerOutcome sameContent(TransferRow stored, TransferKind kind, UserId user, Fen amount) {
        if (stored.kind() == kind && stored.userId() == user.value() && stored.amountFen() == amount.value()) {
            return new LedgerOutcome.Replayed(stored.transferId(), Fen.of(stored.balanceAfterFen()));
        }
        return new LedgerOutcome.Poison("transfer " + stored.transferId() + " is there with another content");
    }

    private static LedgerOutcome replay(KeyRow bound, String requestHash) {
        return bound.requestHash().equals(requestHash)
                ? new LedgerOutcome.Replayed(bound.transferId(), Fen.of(bound.balanceAfterFen()))
                : new LedgerOutcome.KeyReused();
    }

    private @Nullable KeyRow boundKey(UserId user, String key) {
        return keys.get(new KeyOwner(user.value(), key));
    }

    private Fen balanceOf(UserId user) {
        WalletRow wallet = wallets.get(user.value());
        return wallet == null ? Fen.ZERO : Fen.of(wallet.balanceFen());
    }

    private boolean canPay(UserId user, Fen amount) {
        WalletRow wallet = wallets.get(user.value());
        return wallet != null && !wallet.frozen() && wallet.balanceFen() >= amount.value();
    }

    /** Moves the signed amount into the wallet and the opposite into the other account. */
    private void post(
            LedgerCommand command,
            TransferKind kind,
            Fen intoWallet,
            Fen balanceAfter,
            Account other,
            @Nullable PacketId packet) {
        transfer(command, kind, intoWallet, balanceAfter, packet);
        entry(command, Account.WALLET, kind, intoWallet, balanceAfter, packet);
        entry(command, other, kind, intoWallet.negated(), null, packet);
        WalletRow before = wallets.get(command.user().value());
        WalletRow after = new WalletRow(
                command.user().value(), balanceAfter.value(), before != null && before.frozen(), facts.now());
        wallets.put(after.userId(), after);
        changedWallets.put(after.userId(), after);
    }

    private void transfer(
            LedgerCommand command, TransferKind kind, Fen amount, Fen balanceAfter, @Nullable PacketId packet) {
        TransferRow row = new TransferRow(
                command.transferId(),
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
            Account account,
            TransferKind kind,
            Fen amount,
            @Nullable Fen balanceAfter,
            @Nullable PacketId packet) {
        entryIdLast++;
        newEntries.add(new EntryRow(
                entryIdLast,
                command.transferId(),
                account,
                account == Account.WALLET ? command.user().value() : null,
                kind,
                amount.value(),
                balanceAfter == null ? null : balanceAfter.value(),
                packet == null ? null : packet.set().value(),
                packet == null ? null : packet.number(),
                facts.now()));
    }

    private void bind(
            UserId user, String key, String hash, String transferId, @Nullable String packetText, Fen balanceAfter) {
        KeyRow row = new KeyRow(user.value(), key, hash, transferId, packetText, balanceAfter.value(), facts.now());
        keys.put(new KeyOwner(user.value(), key), row);
        newKeys.add(row);
    }

    public List<TransferRow> newTransfers() {
        return newTransfers;
    }

    public List<EntryRow> newEntries() {
        return newEntries;
    }

    public List<KeyRow> newKeys() {
        return newKeys;
    }

    public List<WalletRow> changedWallets() {
        return List.copyOf(changedWallets.values());
    }

    public List<DailyRow> changedDaily() {
        return List.copyOf(changedDaily.values());
    }

    public boolean writesNothing() {
        return newTransfers.isEmpty();
    }
}
