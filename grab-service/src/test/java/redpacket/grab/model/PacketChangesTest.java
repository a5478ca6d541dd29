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
class PacketChangesTest {
    private static final long GUEST = 7;
    private static final long OUTSIDER = 8;

    @Test
    void aUserWithoutAccessLearnsNothing() {
        PacketChanges changes = changes(secret(2), List.of());
        assertThat(changes.open(OUTSIDER, false, EXPIRES_AT, "", false)).isEqualTo(new OpenOutcome.Unknown());
        assertThat(changes.newEntries()).isEmpty();
    }

    @Test
    void theSenderOfAnExclusivePacketMayKnowOfItAndNotOpenIt() {
        PacketTerms terms = TestPackets.terms(1, PacketKind.EXCLUSIVE, 100, 1, AudienceKind.USERS, Set.of(GUEST));
        assertThat(open(changes(terms, List.of()), SENDER, EXPIRES_AT)).isEqualTo(new OpenOutcome.NotInAudience());
    }

    @Test
    void aWrongPasswordComesBeforeAShareAndBeforeAnEnd() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 40, BEFORE, "");
        PacketChanges changes = changes(secret(1), List.of(own));
        assertThat(changes.open(GUEST, false, EXPIRES_AT, "", false)).isEqualTo(new OpenOutcome.WrongPassword());
    }

    @Test
    void aShareComesBeforeAnEnd() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 100, BEFORE, "");
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 1), List.of(own));
        assertThat(open(changes, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Opened(100, 1, 0, BEFORE, true));
    }

    @Test
    void aShareThatAnEarlierTryOfTheRequestMayHaveOpenedIsNoReplay() {
        LogEntry own = LogEntry.of(1, 1, GUEST, 40, BEFORE, "");
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 2), List.of(own));
        assertThat(changes.open(GUEST, true, BEFORE, "", true))
                .isEqualTo(new OpenOutcome.Opened(40, 1, 1, BEFORE, false));
    }

    @Test
    void anEmptyPacketStaysEmptyAfterItsTime() {
        LogEntry last = LogEntry.of(1, 1, OUTSIDER, 100, BEFORE, "");
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 1), List.of(last));
        assertThat(open(changes, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Empty(true));
        assertThat(changes.newEntries()).isEmpty();
    }

    @Test
    void anOpenAtTheVeryEndClosesThePacketBeforeItIsAnswered() {
        PacketChanges changes =
                changes(TestPackets.lucky(1, 100, 3), List.of(LogEntry.of(1, 1, OUTSIDER, 30, BEFORE, "")));
        assertThat(open(changes, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Expired(true));
        assertThat(changes.newEntries()).containsExactly(LogEntry.of(1, 2, LogEntry.CLOSING_USER, 70, EXPIRES_AT, ""));
        assertThat(changes.ends()).isTrue();
    }

    @Test
    void theSameUserTwiceInABatchHasOneShare() {
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 3), List.of());
        OpenOutcome.Opened first = (OpenOutcome.Opened) open(changes, GUEST, BEFORE);
        assertThat(open(changes, GUEST, BEFORE))
                .isEqualTo(new OpenOutcome.Opened(first.amountFen(), 1, 2, BEFORE, true));
        assertThat(changes.newEntries()).hasSize(1);
    }

    @Test
    void theLastShareTakesTheRestAndTheNextUserFindsNothing() {
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 2), List.of());
        long first = ((OpenOutcome.Opened) open(changes, GUEST, BEFORE)).amountFen();
        long second = ((OpenOutcome.Opened) open(changes, SENDER, BEFORE)).amountFen();
        assertThat(first + second).isEqualTo(100);
        assertThat(open(changes, OUTSIDER, BEFORE)).isEqualTo(new OpenOutcome.Empty(true));
    }

    @Test
    void closingWaitsForThePacketsTimeAndNothingFollowsIt() {
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 2), List.of());
        assertThat(changes.close(BEFORE, "")).isFalse();
        assertThat(changes.newEntries()).isEmpty();
        assertThat(changes.close(EXPIRES_AT, "")).isTrue();
        assertThat(changes.close(EXPIRES_AT, "")).isTrue();
        assertThat(changes.newEntries()).hasSize(1);
        assertThat(open(changes, GUEST, EXPIRES_AT)).isEqualTo(new OpenOutcome.Expired(true));
    }

    @Test
    void theMemoryChangesOnlyOnceTheBatchIsDurable() {
        PacketChanges changes = changes(TestPackets.lucky(1, 100, 1), List.of());
        open(changes, GUEST, BEFORE);
        assertThat(changes.memory().answer(GUEST)).isNull();
        changes.applyToMemory();
        assertThat(changes.memory().answer(GUEST)).isEqualTo(new OpenOutcome.Opened(100, 1, 0, BEFORE, true));
        assertThat(changes.memory().answer(OUTSIDER)).isEqualTo(new OpenOutcome.Empty(true));
    }

    private static PacketTerms secret(int count) {
        return TestPackets.terms(1, PacketKind.PASSWORD, 40, count, AudienceKind.USERS, Set.of(GUEST));
    }

    private static OpenOutcome open(PacketChanges changes, long user, Instant now) {
        return changes.open(user, true, now, "", false);
    }

    private static PacketChanges changes(PacketTerms terms, List<LogEntry> log) {
        return new PacketChanges(new PacketMemory(terms, log), new Amounts(20_000), new Random(1));
    }
}
