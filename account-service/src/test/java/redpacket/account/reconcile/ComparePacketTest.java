package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.LogRow;
import redpacket.account.reconcile.Books.PacketRow;

class ComparePacketTest {
    private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(60);
    private static final Instant JUST_NOW = NOW.minusSeconds(1);
    private static final long PACKET = 77;
    private static final long SENDER = 5;

    private static List<Discrepancy> compare(@Nullable PacketRow packet, List<LogRow> log, List<LedgerRow> ledger) {
        return compare(packet, log, ledger, null);
    }

    private static List<Discrepancy> compare(
            @Nullable PacketRow packet, List<LogRow> log, List<LedgerRow> ledger, @Nullable Instant outboxOldest) {
        return new ComparePacket(1, NOW.minusSeconds(5), outboxOldest).compare(PACKET, packet, log, ledger);
    }

    private static PacketRow active(Instant createdAt) {
        return new PacketRow(PACKET, SENDER, "ACTIVE", 100, createdAt);
    }

    private static LogRow open(int sequence, long user, long fen, Instant at) {
        return new LogRow(PACKET, sequence, user, fen, at);
    }

    private static LedgerRow charge(long fen) {
        return new LedgerRow(PACKET, SENDER, -fen, SENDER);
    }

    private static LedgerRow credit(long user, long fen) {
        return new LedgerRow(PACKET, user, fen, user);
    }

    private static LedgerRow refund(long fen) {
        return new LedgerRow(PACKET, 0, fen, SENDER);
    }

    @Test
    void whatIsTheSameOnBothSidesIsNoFinding() {
        assertThat(compare(
                        active(LONG_AGO),
                        List.of(open(1, 9, 30, LONG_AGO), open(2, SENDER, 20, LONG_AGO), open(3, 0, 50, LONG_AGO)),
                        List.of(charge(100), credit(9, 30), credit(SENDER, 20), refund(50))))
                .isEmpty();
    }

    @Test
    void anEmptyClosingEntryIsPaidToNobody() {
        assertThat(compare(
                        active(LONG_AGO),
                        List.of(open(1, 9, 100, LONG_AGO), open(2, 0, 0, LONG_AGO)),
                        List.of(charge(100), credit(9, 100))))
                .isEmpty();
    }

    @Test
    void anOpenThatTheLedgerDoesNotHaveIsMissingOnceItIsSettled() {
        List<LedgerRow> ledger = List.of(charge(100));
        assertThat(compare(active(LONG_AGO), List.of(open(1, 9, 30, JUST_NOW)), ledger))
                .isEmpty();
        assertThat(compare(active(LONG_AGO), List.of(open(1, 9, 30, LONG_AGO)), ledger, LONG_AGO.minusMillis(1)))
                .as("its event may still wait to be published")
                .isEmpty();
        assertThat(compare(active(LONG_AGO), List.of(open(1, 9, 30, LONG_AGO)), ledger))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(FindingKind.CREDIT_MISSING);
                    assertThat(found.user()).isEqualTo(9);
                    assertThat(found.fen()).isEqualTo(30);
                    assertThat(found.sequence()).isEqualTo(1);
                });
    }

    @Test
    void aRefundThatTheLedgerDoesNotHaveIsTheSenders() {
        assertThat(compare(active(LONG_AGO), List.of(open(1, 0, 100, LONG_AGO)), List.of(charge(100))))
                .singleElement()
                .satisfies(found -> assertThat(found.user()).isEqualTo(SENDER));
    }

    @Test
    void aCreditWithAnotherAmountDiffers() {
        assertThat(kinds(compare(
                        active(LONG_AGO), List.of(open(1, 9, 30, LONG_AGO)), List.of(charge(100), credit(9, 31)))))
                .containsExactly(FindingKind.CREDIT_DIFFERS);
    }

    @Test
    void aSecondCreditOfOneShareIsFoundThoughItIsConsistent() {
        assertThat(compare(
                        active(LONG_AGO),
                        List.of(open(1, 9, 30, LONG_AGO)),
                        List.of(charge(100), credit(9, 30), credit(9, 30))))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(FindingKind.CREDIT_TWICE);
                    assertThat(found.user()).isEqualTo(9);
                    assertThat(found.fen()).isEqualTo(30);
                });
        assertThat(kinds(compare(
                        active(LONG_AGO),
                        List.of(open(1, 0, 100, LONG_AGO)),
                        List.of(charge(100), refund(100), refund(100)))))
                .containsExactly(FindingKind.CREDIT_TWICE);
    }

    @Test
    void aSecondChargeOfOnePacketIsFound() {
        assertThat(kinds(compare(active(LONG_AGO), List.of(), List.of(charge(100), charge(100)))))
                .containsExactly(FindingKind.CHARGE_TWICE);
    }

    @Test
    void aRefundToAnotherWalletDiffers() {
        assertThat(kinds(compare(
                        active(LONG_AGO),
                        List.of(open(1, 0, 100, LONG_AGO)),
                        List.of(charge(100), new LedgerRow(PACKET, 0, 100, SENDER + 1)))))
                .containsExactly(FindingKind.CREDIT_DIFFERS);
    }

    @Test
    void rowsAreTheSameWhereNothingIsMissingTwiceOrOnItsWay() {
        List<LogRow> log = List.of(open(1, 9, 30, LONG_AGO), open(2, 0, 70, LONG_AGO));
        assertThat(ComparePacket.isSame(active(LONG_AGO), log, List.of(charge(100), credit(9, 30), refund(70))))
                .isTrue();
        assertThat(ComparePacket.isSame(active(LONG_AGO), log, List.of(charge(100), credit(9, 30))))
                .isFalse();
        assertThat(ComparePacket.isSame(null, log, List.of(charge(100), credit(9, 30), refund(70))))
                .isFalse();
    }

    @Test
    void aCreditThatNoLogHasShouldNotBe() {
        assertThat(kinds(compare(active(LONG_AGO), List.of(), List.of(charge(100), credit(9, 30)))))
                .containsExactly(FindingKind.CREDIT_WITHOUT_OPEN);
    }

    @Test
    void aLogWithAHoleIsBroken() {
        assertThat(kinds(compare(
                        active(LONG_AGO),
                        List.of(open(1, 9, 30, LONG_AGO), open(3, 8, 10, LONG_AGO)),
                        List.of(charge(100), credit(9, 30), credit(8, 10)))))
                .containsExactly(FindingKind.LOG_BROKEN);
    }

    @Test
    void aLogThatGivesMoreThanItsTotalIsOverdrawn() {
        assertThat(kinds(compare(
                        active(LONG_AGO), List.of(open(1, 9, 130, LONG_AGO)), List.of(charge(100), credit(9, 130)))))
                .containsExactly(FindingKind.LOG_OVERDRAWN);
    }

    @Test
    void anActivePacketWasChargedExactlyItsTotal() {
        assertThat(kinds(compare(active(LONG_AGO), List.of(), List.of()))).containsExactly(FindingKind.CHARGE_MISSING);
        assertThat(compare(active(JUST_NOW), List.of(), List.of())).isEmpty();
        assertThat(kinds(compare(active(LONG_AGO), List.of(), List.of(charge(99)))))
                .containsExactly(FindingKind.CHARGE_DIFFERS);
    }

    @Test
    void aChargeHasAPacketThatWillBeActive() {
        assertThat(kinds(compare(null, List.of(), List.of(charge(100)))))
                .containsExactly(FindingKind.CHARGE_WITHOUT_PACKET);
        PacketRow cancelled = new PacketRow(PACKET, SENDER, "CANCELLED", 100, LONG_AGO);
        assertThat(kinds(compare(cancelled, List.of(), List.of(charge(100)))))
                .containsExactly(FindingKind.CHARGE_WITHOUT_PACKET);
        assertThat(compare(cancelled, List.of(), List.of())).isEmpty();
        PacketRow ordered = new PacketRow(PACKET, SENDER, "ORDERED", 100, LONG_AGO);
        assertThat(kinds(compare(ordered, List.of(), List.of(charge(100)))))
                .containsExactly(FindingKind.CHARGE_PENDING);
    }

    private static List<FindingKind> kinds(List<Discrepancy> found) {
        return found.stream().map(Discrepancy::kind).toList();
    }
}
