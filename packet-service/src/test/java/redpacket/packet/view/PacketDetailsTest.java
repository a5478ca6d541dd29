package redpacket.packet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.view.PacketDetails.State;

class PacketDetailsTest {
    private static final Instant SENT = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant EXPIRES = SENT.plusSeconds(60);
    private static final Instant BEFORE = EXPIRES.minusMillis(1);

    @Test
    void isActiveUntilItsTimeHasPassed() {
        PacketDetails details = details(PacketKind.LUCKY, 3, 8, 300);
        assertThat(details.stateAt(BEFORE)).isEqualTo(State.ACTIVE);
        assertThat(details.stateAt(EXPIRES)).isEqualTo(State.EXPIRED);
        assertThat(details.finishedAt()).isEmpty();
        assertThat(details.luckiestUserId()).isEmpty();
    }

    @Test
    void isFinishedByTheLastShareAndStaysSo() {
        PacketDetails details = details(PacketKind.LUCKY, 2, 8, 300, 9, 700);
        assertThat(details.stateAt(BEFORE)).isEqualTo(State.FINISHED);
        assertThat(details.stateAt(EXPIRES)).isEqualTo(State.FINISHED);
        assertThat(details.finishedAt()).contains(SENT.plusSeconds(2));
    }

    @Test
    void isExpiredByTheEntryOfUser0WhichIsNoOpen() {
        PacketDetails details = details(PacketKind.LUCKY, 3, 8, 300, 0, 700);
        assertThat(details.stateAt(BEFORE)).isEqualTo(State.EXPIRED);
        assertThat(details.finishedAt()).contains(SENT.plusSeconds(2));
        assertThat(details.openedCount()).isEqualTo(1);
        assertThat(details.openedFen()).isEqualTo(300);
        assertThat(details.opens()).extracting(LogEntry::userId).containsExactly(8L);
        assertThat(details.amountOf(0)).isEmpty();
        assertThat(details.luckiestUserId()).isEmpty();
    }

    @Test
    void aPacketThatNobodyOpenedIsNotFinishedByItsClose() {
        assertThat(details(PacketKind.EXCLUSIVE, 1, 0, 1000).stateAt(BEFORE)).isEqualTo(State.EXPIRED);
    }

    @Test
    void isRefundedOnceThatIsWritten() {
        PacketDetails refunded = new PacketDetails(terms(PacketKind.LUCKY, 3, EXPIRES), log(8, 300, 0, 700));
        assertThat(refunded.stateAt(EXPIRES)).isEqualTo(State.REFUNDED);
        PacketDetails finished = new PacketDetails(terms(PacketKind.LUCKY, 1, EXPIRES), log(8, 300));
        assertThat(finished.stateAt(EXPIRES)).isEqualTo(State.FINISHED);
    }

    @Test
    void theLuckiestIsWhoeverGotMostAndWasFirst() {
        assertThat(details(PacketKind.LUCKY, 4, 8, 100, 9, 400, 10, 400, 11, 100)
                        .luckiestUserId())
                .contains(9L);
        assertThat(details(PacketKind.LUCKY, 3, 8, 400, 9, 100, 10, 400).luckiestUserId())
                .contains(8L);
        assertThat(details(PacketKind.PASSWORD, 1, 8, 1000).luckiestUserId()).isEmpty();
        assertThat(details(PacketKind.EQUAL, 1, 8, 1000).luckiestUserId()).isEmpty();
    }

    @Test
    void everybodyHasTheirOwnAmount() {
        PacketDetails details = details(PacketKind.LUCKY, 3, 8, 100, 9, 400);
        assertThat(details.amountOf(9)).contains(400L);
        assertThat(details.amountOf(10)).isEmpty();
    }

    static PacketDetails details(PacketKind kind, int count, long... usersAndAmounts) {
        return new PacketDetails(terms(kind, count, null), log(usersAndAmounts));
    }

    static List<LogEntry> log(long... usersAndAmounts) {
        List<LogEntry> log = new ArrayList<>();
        for (int i = 0; i < usersAndAmounts.length; i += 2) {
            int sequence = i / 2 + 1;
            log.add(new LogEntry(sequence, usersAndAmounts[i], usersAndAmounts[i + 1], SENT.plusSeconds(sequence)));
        }
        return log;
    }

    private static PacketTerms terms(PacketKind kind, int count, @Nullable Instant refundedAt) {
        return terms(kind, count, OrderState.ACTIVE, AudienceKind.LINK, refundedAt);
    }

    static PacketTerms terms(
            PacketKind kind, int count, OrderState state, AudienceKind audience, @Nullable Instant refundedAt) {
        return new PacketTerms(1, 7, kind, state, 1000, count, null, null, audience, SENT, EXPIRES, refundedAt);
    }
}
