package redpacket.grab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.grab.model.TestPackets.BEFORE;
import static redpacket.grab.model.TestPackets.EXPIRES_AT;
import static redpacket.grab.model.TestPackets.SENDER;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outcomes in their order of precedence. */
class PacketTurnTest {
    private static final long GUEST = 7;
    private static final long STRANGER = 8;

    @Test
    void aStrangerLearnsNothingWhateverElseHolds() {
        PacketTurn turn = turn(secret(2), List.of());
        assertThat(turn.open(STRANGER, false, EXPIRES_AT, "", false)).isEqualTo(new OpenOutcome.Unknown());
        assertThat(turn.newEntries()).isEmpty();
    }

    @Test
    void theSenderOfAnExclusivePacketMayKnowOfItAndNotOpenIt() {
        PacketTerms terms = TestPackets.terms(1, PacketKind.EXCLUSIVE, 100, 1, AudienceKind.USERS, Set.of(GUEST));
        assertThat(open(turn(terms, List.of()), SENDER, EXPIRES_AT)).isEqualTo(new OpenOutcome.NotInAudience());
    }

    @Test
    void aWrongPasswordComesBeforeAShareAndBeforeAnEnd() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 40, BEFORE, "");
        PacketTurn turn = turn(secret(1), List.of(own));
        assertThat(turn.open(GUEST, false, EXPIRES_AT, "", false)).isEqualTo(new OpenOutcome.WrongPassword());
    }

    @Test
    void aShareComesBeforeAnEnd() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 100, BEFORE, "");
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 1), List.of(own));
        assertThat(open(turn, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Opened(100, 1, 0, BEFORE, true));
    }

    @Test
    void aShareThatAnEarlierTryOfTheRequestMayHaveOpenedIsNoReplay() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 40, BEFORE, "");
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 2), List.of(own));
        assertThat(turn.open(GUEST, true, BEFORE, "", true)).isEqualTo(new OpenOutcome.Opened(40, 1, 1, BEFORE, false));
    }

    @Test
    void anEmptyPacketStaysEmptyAfterItsTime() {
        LogEntry last = LogEntry.of(1, 1, STRANGER, 100, BEFORE, "");
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 1), List.of(last));
        assertThat(open(turn, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Empty(true));
        assertThat(turn.newEntries()).isEmpty();
    }

    @Test
    void anOpenAtTheVeryEndClosesThePacketBeforeItIsAnswered() {
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 3), List.of(LogEntry.of(1, 1, STRANGER, 30, BEFORE, "")));
        assertThat(open(turn, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Expired(true));
        assertThat(turn.newEntries()).containsExactly(LogEntry.of(1, 2, LogEntry.CLOSING_USER, 70, EXPIRES_AT, ""));
        assertThat(turn.ends()).isTrue();
    }

    @Test
    void theSameUserTwiceInABatchHasOneShare() {
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 3), List.of());
        OpenOutcome.Opened first = (OpenOutcome.Opened) open(turn, GUEST, BEFORE);
        assertThat(open(turn, GUEST, BEFORE)).isEqualTo(new OpenOutcome.Opened(first.amountFen(), 1, 2, BEFORE, true));
        assertThat(turn.newEntries()).hasSize(1);
    }

    @Test
    void theLastShareTakesTheRestAndTheNextUserFindsNothing() {
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 2), List.of());
        long first = ((OpenOutcome.Opened) open(turn, GUEST, BEFORE)).amountFen();
        long second = ((OpenOutcome.Opened) open(turn, SENDER, BEFORE)).amountFen();
        assertThat(first + second).isEqualTo(100);
        assertThat(open(turn, STRANGER, BEFORE)).isEqualTo(new OpenOutcome.Empty(true));
    }

    @Test
    void closingWaitsForThePacketsTimeAndNothingFollowsIt() {
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 2), List.of());
        assertThat(turn.close(BEFORE, "")).isFalse();
        assertThat(turn.newEntries()).isEmpty();
        assertThat(turn.close(EXPIRES_AT, "")).isTrue();
        assertThat(turn.close(EXPIRES_AT, "")).isTrue();
        assertThat(turn.newEntries()).hasSize(1);
        assertThat(open(turn, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Expired(true));
    }

    @Test
    void theMemoryChangesOnlyOnceTheBatchIsDurable() {
        PacketTurn turn = turn(TestPackets.lucky(1, 100, 1), List.of());
        open(turn, GUEST, BEFORE);
        assertThat(turn.memory().answer(GUEST)).isNull();
        turn.settle();
        assertThat(turn.memory().answer(GUEST)).isEqualTo(new OpenOutcome.Opened(100, 1, 0, BEFORE, true));
        assertThat(turn.memory().answer(STRANGER)).isEqualTo(new OpenOutcome.Empty(true));
    }

    private static PacketTerms secret(int count) {
        return TestPackets.terms(1, PacketKind.PASSWORD, 40, count, AudienceKind.USERS, Set.of(GUEST));
    }

    private static OpenOutcome open(PacketTurn turn, long user, Instant now) {
        return turn.open(user, true, now, "", false);
    }

    private static PacketTurn turn(PacketTerms terms, List<LogEntry> log) {
        return new PacketTurn(new PacketMemory(terms, log), new Amounts(20_000), new Random(1));
    }
}
