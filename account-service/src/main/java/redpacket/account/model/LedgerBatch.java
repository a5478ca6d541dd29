package redpacket.account.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.LedgerCommand.Charge;
import redpacket.account.model.LedgerCommand.Correction;
import redpacket.account.model.LedgerCommand.Credit;
import redpacket.account.model.LedgerCommand.FundCampaign;
import redpacket.account.model.LedgerCommand.PacketPrice;
import redpacket.account.model.LedgerCommand.ReturnWithdrawal;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerCommand.VoidCharge;
import redpacket.account.model.LedgerCommand.Withdrawal;
import redpacket.account.model.LedgerRows.Account;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * Decides a batch of commands on one shard, in their order, and collects the rows of one transaction.
 *
 * <p>INVARIANT: the entries of each transfer sum to zero; no wallet goes below zero; a command that is refused, or was
 * done before, leaves everything as it was.
 */
public final class LedgerBatch {
    private final Postings postings;
    private final Fen dailyLimit;

    public LedgerBatch(ShardFacts facts, Fen dailyLimit) {
        this.postings = new Postings(facts);
        this.dailyLimit = dailyLimit;
    }

    public LedgerOutcome decide(LedgerCommand command) {
        try {
            return switch (command) {
                case TopUp topUp -> topUp(topUp);
                case Withdrawal withdrawal -> withdraw(withdrawal);
                case ReturnWithdrawal returned -> returnWithdrawal(returned);
                case Charge charge -> charge(charge);
                case FundCampaign fund -> fundCampaign(fund);
                case VoidCharge voidCharge -> voidCharge(voidCharge);
                case Credit credit -> credit(credit);
                case Correction correction -> correct(correction);
            };
        } catch (ArithmeticException e) {
            // Every sum is taken before the first row is: nothing has changed. It would not fit the next time either.
            return new LedgerOutcome.Poison("transfer " + command.transferId() + " makes a sum that fits no wallet");
        }
    }

    /** The rows of all commands that were done. */
    public LedgerWrites writes() {
        return postings.writes();
    }

    private LedgerOutcome topUp(TopUp command) {
        LedgerOutcome earlier =
                earlier(command, command.key(), command.requestHash(), TransferKind.TOP_UP, command.amount());
        if (earlier != null) {
            return earlier;
        }
        Fen balance = postings.balanceOf(command.user()).plus(command.amount());
        postings.post(command, TransferKind.TOP_UP, command.amount(), balance, Account.TOPPED_UP, null);
        postings.bind(command, command.key(), command.requestHash(), null, balance);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private LedgerOutcome withdraw(Withdrawal command) {
        Fen intoWallet = command.amount().negated();
        LedgerOutcome earlier =
                earlier(command, command.key(), command.requestHash(), TransferKind.WITHDRAWAL, intoWallet);
        if (earlier != null) {
            return earlier;
        }
        LedgerOutcome refused = refusal(command.user(), command.amount());
        if (refused != null) {
            return refused;
        }
        Fen balance = postings.balanceOf(command.user()).minus(command.amount());
        postings.post(command, TransferKind.WITHDRAWAL, intoWallet, balance, Account.WITHDRAWN, null);
        postings.bind(command, command.key(), command.requestHash(), null, balance);
        postings.payout(command, command.transferId(), command.amount(), PayoutState.PENDING);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private LedgerOutcome returnWithdrawal(ReturnWithdrawal command) {
        TransferRow stored = postings.transfer(command.transferId());
        if (stored != null) {
            return sameOrPoison(stored, TransferKind.WITHDRAWAL_RETURNED, command.user(), command.amount(), null);
        }
        TransferRow withdrawal = postings.transfer(command.withdrawalId());
        Fen intoWallet = command.amount().negated();
        if (withdrawal == null || !isSame(withdrawal, TransferKind.WITHDRAWAL, command.user(), intoWallet, null)) {
            return new LedgerOutcome.Poison("there is no withdrawal " + command.withdrawalId() + " of this amount");
        }
        Fen balance = postings.balanceOf(command.user()).plus(command.amount());
        postings.post(command, TransferKind.WITHDRAWAL_RETURNED, command.amount(), balance, Account.WITHDRAWN, null);
        postings.payout(command, command.withdrawalId(), command.amount(), PayoutState.RETURNED);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    /** The outcome of a key that is bound; null for a new one. The transfer outlives the row of its key. */
    private @Nullable LedgerOutcome earlier(
            LedgerCommand command, String key, String requestHash, TransferKind kind, Fen intoWallet) {
        KeyRow bound = postings.key(command.user(), key);
        if (bound != null) {
            return bound.requestHash().equals(requestHash)
                    ? new LedgerOutcome.Replayed(bound.transferId(), Fen.of(bound.balanceAfterFen()))
                    : new LedgerOutcome.KeyReused();
        }
        TransferRow stored = postings.transfer(command.transferId());
        if (stored == null) {
            return null;
        }
        return isSame(stored, kind, command.user(), intoWallet, null)
                ? new LedgerOutcome.Replayed(stored.transferId(), Fen.of(stored.balanceAfterFen()))
                : new LedgerOutcome.KeyReused();
    }

    private LedgerOutcome charge(Charge command) {
        Fen intoWallet = command.amount().negated();
        TransferRow stored = postings.transfer(command.transferId());
        if (stored != null) {
            return stored.kind() == TransferKind.VOID
                    ? new LedgerOutcome.Voided()
                    : sameOrPoison(stored, TransferKind.PACKET_SENT, command.user(), intoWallet, command.packet());
        }
        KeyRow bound = postings.key(command.user(), command.key());
        if (bound != null) {
            String packet = bound.packetId();
            return packet != null && bound.requestHash().equals(command.requestHash())
                    ? new LedgerOutcome.Bound(packet)
                    : new LedgerOutcome.KeyReused();
        }
        // Before the daily limit: too small a balance is the first answer, whatever was sent today.
        LedgerOutcome refused = refusal(command.user(), command.amount());
        if (refused != null) {
            return refused;
        }
        Fen sent = postings.sentToday(command.user()).plus(command.amount());
        if (dailyLimit.isLessThan(sent)) {
            return new LedgerOutcome.DailyLimitReached();
        }
        Fen balance = postings.balanceOf(command.user()).minus(command.amount());
        postings.post(command, TransferKind.PACKET_SENT, intoWallet, balance, Account.ESCROW, command.packet());
        postings.bind(command, command.key(), command.requestHash(), command.packetText(), balance);
        postings.sentToday(command.user(), sent);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    /** All packets' prices or none: the first packet's transfer stands for all of them. */
    private LedgerOutcome fundCampaign(FundCampaign command) {
        TransferRow first = postings.transfer(command.transferId());
        if (first != null && first.kind() == TransferKind.VOID) {
            return new LedgerOutcome.Voided();
        }
        long stored = command.packets().stream()
                .filter(price -> isFunded(command, price))
                .count();
        if (stored == command.packets().size()) {
            return new LedgerOutcome.Replayed(
                    command.transferId(), Fen.of(first == null ? 0 : first.balanceAfterFen()));
        }
        for (PacketPrice price : command.packets()) {
            TransferRow other = postings.transfer(price.transferId());
            if (other != null) {
                return poison(other);
            }
        }
        Fen total = command.packets().stream().map(PacketPrice::amount).reduce(Fen.ZERO, Fen::plus);
        LedgerOutcome refused = refusal(command.user(), total);
        if (refused != null) {
            return refused;
        }
        Fen balance = postings.balanceOf(command.user());
        for (PacketPrice price : command.packets()) {
            balance = balance.minus(price.amount());
            postings.post(
                    command,
                    price.transferId(),
                    TransferKind.CAMPAIGN_FUNDED,
                    price.amount().negated(),
                    balance,
                    Account.ESCROW,
                    price.packet());
        }
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private boolean isFunded(FundCampaign command, PacketPrice price) {
        TransferRow stored = postings.transfer(price.transferId());
        return stored != null
                && isSame(
                        stored,
                        TransferKind.CAMPAIGN_FUNDED,
                        command.user(),
                        price.amount().negated(),
                        price.packet());
    }

    /** Why this wallet cannot pay the amount; null where it can. */
    private @Nullable LedgerOutcome refusal(UserId user, Fen amount) {
        if (postings.isFrozen(user)) {
            return new LedgerOutcome.UserFrozen();
        }
        return postings.holds(user, amount) ? null : new LedgerOutcome.InsufficientBalance();
    }

    private LedgerOutcome voidCharge(VoidCharge command) {
        TransferRow stored = postings.transfer(command.transferId());
        if (stored == null) {
            Fen balance = postings.balanceOf(command.user());
            postings.transfer(command, TransferKind.VOID, Fen.ZERO, balance, command.packet());
            return new LedgerOutcome.Voided();
        }
        if (stored.userId() != command.user().value()) {
            return poison(stored);
        }
        return stored.kind() == TransferKind.VOID ? new LedgerOutcome.Voided() : new LedgerOutcome.AlreadyCharged();
    }

    private LedgerOutcome credit(Credit command) {
        TransferRow stored = postings.transfer(command.transferId());
        if (stored != null) {
            return sameOrPoison(stored, command.kind(), command.user(), command.amount(), command.packet());
        }
        Fen balance = postings.balanceOf(command.user()).plus(command.amount());
        postings.post(command, command.kind(), command.amount(), balance, Account.ESCROW, command.packet());
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    /** A frozen wallet is corrected too. It never goes below zero. */
    private LedgerOutcome correct(Correction command) {
        TransferRow stored = postings.transfer(command.transferId());
        if (stored != null) {
            return sameOrPoison(stored, TransferKind.CORRECTION, command.user(), command.intoWallet(), null);
        }
        Fen balance = postings.balanceOf(command.user()).plus(command.intoWallet());
        if (balance.isLessThan(Fen.ZERO)) {
            return new LedgerOutcome.InsufficientBalance();
        }
        postings.post(command, TransferKind.CORRECTION, command.intoWallet(), balance, Account.CORRECTIONS, null);
        return new LedgerOutcome.Done(command.transferId(), balance);
    }

    private static LedgerOutcome sameOrPoison(
            TransferRow stored, TransferKind kind, UserId user, Fen intoWallet, @Nullable PacketId packet) {
        return isSame(stored, kind, user, intoWallet, packet)
                ? new LedgerOutcome.Replayed(stored.transferId(), Fen.of(stored.balanceAfterFen()))
                : poison(stored);
    }

    private static LedgerOutcome poison(TransferRow stored) {
        return new LedgerOutcome.Poison("transfer " + stored.transferId() + " is there with another content");
    }

    /** Compares all of a transfer's content, since its id does not tell its amount. */
    private static boolean isSame(
            TransferRow stored, TransferKind kind, UserId user, Fen intoWallet, @Nullable PacketId packet) {
        return stored.kind() == kind
                && stored.userId() == user.value()
                && stored.amountFen() == intoWallet.value()
                && Objects.equals(
                        stored.packetSet(), packet == null ? null : packet.set().value())
                && Objects.equals(stored.packetNumber(), packet == null ? null : packet.number());
    }
}
