package redpacket.account.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
import redpacket.account.model.LedgerRows.PayoutRow;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/** Outcomes in their order of precedence. */
class LedgerBatchTest {
    private static final UserId USER = UserId.of(7);
    private static final UserId OTHER = UserId.of(8);
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");
    private static final Fen DAILY_LIMIT = Fen.of(500);

    private final LedgerBatch batch = batch(1_000, false);

    @Test
    void aTransferIdWithAnotherContentIsPoison() {
        assertThat(batch.decide(charge(USER, 1, 100, "a"))).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(batch.decide(charge(USER, 1, 101, "b"))).isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(batch.decide(credit("open-1", USER, 10))).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(batch.decide(credit("open-1", USER, 11))).isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(batch.decide(credit("open-1", OTHER, 10))).isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(batch.decide(new VoidCharge(OTHER, packet(1), "p1", ""))).isInstanceOf(LedgerOutcome.Poison.class);
        assertBalance(910);
    }

    @Test
    void aVoidKeepsALateChargeFromLanding() {
        assertThat(batch.decide(voidOf(1))).isEqualTo(new LedgerOutcome.Voided());
        assertThat(batch.decide(charge(USER, 1, 100, "a"))).isEqualTo(new LedgerOutcome.Voided());
        assertThat(batch.decide(voidOf(1))).isEqualTo(new LedgerOutcome.Voided());
        assertThat(batch.writes().entries()).isEmpty();
    }

    @Test
    void aChargeThatCameFirstIsNotVoided() {
        batch.decide(charge(USER, 1, 100, "a"));
        assertThat(batch.decide(voidOf(1))).isEqualTo(new LedgerOutcome.AlreadyCharged());
        assertBalance(900);
    }

    @Test
    void aRepeatHearsTheBalanceOfThen() {
        batch.decide(charge(USER, 1, 100, "a"));
        batch.decide(credit("open-1", USER, 10));
        batch.decide(topUp(50, "t"));
        assertThat(batch.decide(charge(USER, 1, 100, "a"))).isEqualTo(replayed("charge-p1", 900));
        assertThat(batch.decide(credit("open-1", USER, 10))).isEqualTo(replayed("open-1", 910));
        assertThat(batch.decide(topUp(50, "t"))).isEqualTo(replayed("topup-7-t", 960));
        assertBalance(960);
    }

    @Test
    void aKeyOfAnotherRequestIsRefusedAndOfTheSameRequestNamesItsPacket() {
        batch.decide(charge(USER, 1, 100, "a"));
        assertThat(batch.decide(charge(USER, 2, 100, "a"))).isEqualTo(new LedgerOutcome.Bound("p1"));
        assertThat(batch.decide(new Charge(USER, Fen.of(5_000), packet(2), "p2", "a", "other", "")))
                .isEqualTo(new LedgerOutcome.KeyReused());
        assertThat(batch.decide(new Withdrawal(USER, Fen.of(1), "a", "other", "")))
                .isEqualTo(new LedgerOutcome.KeyReused());
        assertBalance(900);
    }

    @Test
    void tooLittleComesBeforeTheDailyLimit() {
        assertThat(batch.decide(charge(USER, 1, 1_001, "a"))).isEqualTo(new LedgerOutcome.InsufficientBalance());
        assertThat(batch.decide(charge(USER, 1, 501, "a"))).isEqualTo(new LedgerOutcome.DailyLimitReached());
        assertThat(batch.decide(charge(USER, 1, 500, "a"))).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(batch.decide(charge(USER, 2, 1, "b"))).isEqualTo(new LedgerOutcome.DailyLimitReached());
        assertBalance(500);
    }

    @Test
    void aRefusalBindsNoKey() {
        batch.decide(new Withdrawal(USER, Fen.of(1_001), "a", "hash", ""));
        assertThat(batch.writes())
                .isEqualTo(new LedgerWrites(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(batch.decide(new Withdrawal(USER, Fen.of(1_000), "a", "other", "")))
                .isInstanceOf(LedgerOutcome.Done.class);
    }

    @Test
    void aFrozenWalletPaysNothingAndStillReceives() {
        LedgerBatch frozen = batch(1_000, true);
        assertThat(frozen.decide(charge(USER, 1, 5_000, "a"))).isEqualTo(new LedgerOutcome.UserFrozen());
        assertThat(frozen.decide(new Withdrawal(USER, Fen.of(1), "w", "hash", "")))
                .isEqualTo(new LedgerOutcome.UserFrozen());
        assertThat(frozen.decide(fund(1, 1))).isEqualTo(new LedgerOutcome.UserFrozen());
        assertThat(frozen.decide(credit("open-1", USER, 10))).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(frozen.writes().wallets()).containsExactly(new WalletRow(7, 1_010, 2, true, NOW));
    }

    @Test
    void aCampaignIsFundedWholeOrNotAtAll() {
        assertThat(batch.decide(fund(600, 401))).isEqualTo(new LedgerOutcome.InsufficientBalance());
        assertThat(batch.writes().entries()).isEmpty();
        assertThat(batch.decide(fund(600, 400))).isInstanceOf(LedgerOutcome.Done.class);
        assertThat(batch.decide(fund(600, 400))).isInstanceOf(LedgerOutcome.Replayed.class);
        assertThat(batch.decide(fund(600, 399))).isInstanceOf(LedgerOutcome.Poison.class);
        assertBalance(0);
    }

    @Test
    void aSumThatFitsNoWalletIsPoisonAndChangesNothing() {
        assertThat(batch.decide(credit("open-1", USER, Long.MAX_VALUE))).isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(batch.writes().transfers()).isEmpty();
    }

    @Test
    void aWithdrawalLeavesTheWalletForOutside() {
        batch.decide(new Withdrawal(USER, Fen.of(300), "a", "hash", ""));
        assertThat(batch.writes().entries())
                .extracting(LedgerRows.EntryRow::account, LedgerRows.EntryRow::amountFen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Account.WALLET, -300L),
                        org.assertj.core.groups.Tuple.tuple(Account.WITHDRAWN, 300L));
    }

    @Test
    void aWithdrawalPromisesItsPayout() {
        batch.decide(new Withdrawal(USER, Fen.of(300), "a", "hash", ""));
        assertThat(batch.writes().payouts())
                .containsExactly(new PayoutRow("withdrawal-7-a", 7, 300, PayoutState.PENDING, NOW));
        batch.decide(new Withdrawal(USER, Fen.of(300), "a", "hash", ""));
        assertThat(batch.writes().payouts()).hasSize(1);
    }

    @Test
    void aRefusedPayoutReturnsOnceAndOnlyOfItsWithdrawal() {
        batch.decide(new Withdrawal(USER, Fen.of(300), "a", "hash", ""));
        assertThat(batch.decide(new ReturnWithdrawal(USER, Fen.of(301), "withdrawal-7-a", "")))
                .isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(batch.decide(new ReturnWithdrawal(USER, Fen.of(300), "withdrawal-7-b", "")))
                .isInstanceOf(LedgerOutcome.Poison.class);
        ReturnWithdrawal returned = new ReturnWithdrawal(USER, Fen.of(300), "withdrawal-7-a", "");
        assertThat(batch.decide(returned)).isEqualTo(new LedgerOutcome.Done("returned-7-a", Fen.of(1_000)));
        assertThat(batch.decide(returned)).isEqualTo(replayed("returned-7-a", 1_000));
        assertBalance(1_000);
        assertThat(batch.writes().payouts())
                .extracting(PayoutRow::state)
                .containsExactly(PayoutState.PENDING, PayoutState.RETURNED);
        assertThat(batch.writes().entries())
                .extracting(LedgerRows.EntryRow::amountFen)
                .containsExactly(-300L, 300L, 300L, -300L);
    }

    @Test
    void aReturnNamesAWithdrawalOfItsUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReturnWithdrawal(USER, Fen.of(1), "withdrawal-8-a", ""));
    }

    private void assertBalance(long fen) {
        assertThat(batch.writes().wallets())
                .filteredOn(wallet -> wallet.userId() == USER.value())
                .extracting(WalletRow::balanceFen)
                .containsExactly(fen);
    }

    private static LedgerOutcome replayed(String transferId, long balanceFen) {
        return new LedgerOutcome.Replayed(transferId, Fen.of(balanceFen));
    }

    private static TopUp topUp(long fen, String key) {
        return new TopUp(USER, Fen.of(fen), key, "hash", "");
    }

    private static Charge charge(UserId user, long packet, long fen, String key) {
        return new Charge(user, Fen.of(fen), packet(packet), "p" + packet, key, "hash", "");
    }

    private static VoidCharge voidOf(long packet) {
        return new VoidCharge(USER, packet(packet), "p" + packet, "");
    }

    @Test
    void aCorrectionMovesMoneyOnceEitherWayAlsoOfAFrozenWallet() {
        LedgerBatch frozen = batch(1_000, true);
        assertThat(frozen.decide(correction(-1_001, "c1"))).isEqualTo(new LedgerOutcome.InsufficientBalance());
        assertThat(frozen.decide(correction(-400, "c1")))
                .isEqualTo(new LedgerOutcome.Done("correction-c1", Fen.of(600)));
        assertThat(frozen.decide(correction(-400, "c1"))).isEqualTo(replayed("correction-c1", 600));
        assertThat(frozen.decide(correction(400, "c1"))).isInstanceOf(LedgerOutcome.Poison.class);
        assertThat(frozen.decide(correction(50, "c2"))).isEqualTo(new LedgerOutcome.Done("correction-c2", Fen.of(650)));
        assertThat(frozen.writes().entries())
                .filteredOn(entry -> entry.account() == Account.CORRECTIONS)
                .extracting(LedgerRows.EntryRow::amountFen)
                .containsExactly(400L, -50L);
        assertThatIllegalArgumentException().isThrownBy(() -> correction(0, "c3"));
    }

    private static Correction correction(long fen, String id) {
        return new Correction(USER, Fen.of(fen), id, "");
    }

    private static Credit credit(String id, UserId user, long fen) {
        return new Credit(id, TransferKind.PACKET_OPENED, user, Fen.of(fen), packet(1), "");
    }

    private static FundCampaign fund(long first, long second) {
        return new FundCampaign(
                USER,
                List.of(
                        new PacketPrice(packet(11), "p11", Fen.of(first)),
                        new PacketPrice(packet(12), "p12", Fen.of(second))),
                "");
    }

    private static PacketId packet(long number) {
        return new PacketId(new SetId(1), number);
    }

    private static LedgerBatch batch(long balanceFen, boolean frozen) {
        WalletRow wallet = new WalletRow(USER.value(), balanceFen, 1, frozen, NOW);
        return new LedgerBatch(
                new ShardFacts(
                        Map.of(), Map.of(), Map.of(USER.value(), wallet), Map.of(), 2, LocalDate.of(2026, 2, 16), NOW),
                DAILY_LIMIT);
    }
}
