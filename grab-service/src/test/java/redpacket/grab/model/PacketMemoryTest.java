package redpacket.grab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static redpacket.grab.model.TestPackets.BEFORE;

import java.util.List;
import org.junit.jupiter.api.Test;

class PacketMemoryTest {
    private final PacketMemory memory = new PacketMemory(TestPackets.lucky(1, 100, 2), List.of());

    @Test
    void aLogWithAGapIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> memory.append(entry(2, 7, 10)));
    }

    @Test
    void aLogThatGivesAwayMoreThanTheTotalIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> memory.append(entry(1, 7, 101)));
    }

    @Test
    void nothingFollowsTheClosingEntry() {
        memory.append(entry(1, 7, 10));
        memory.append(entry(2, LogEntry.CLOSING_USER, 90));
        assertThat(memory.ending()).isEqualTo(Ending.EXPIRED);
        assertThat(memory.refundFen()).isEqualTo(90);
        assertThat(memory.leftFen()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> memory.append(entry(3, 8, 0)));
    }

    @Test
    void nothingFollowsTheLastShare() {
        memory.append(entry(1, 7, 10));
        assertThat(memory.answer(9)).isNull();
        memory.append(entry(2, 8, 90));
        assertThat(memory.answer(9)).isEqualTo(new OpenOutcome.Empty(true));
        assertThatIllegalStateException().isThrownBy(() -> memory.append(entry(3, LogEntry.CLOSING_USER, 0)));
    }

    private static LogEntry entry(int sequence, long user, long amountFen) {
        return LogEntry.of(1, sequence, user, amountFen, BEFORE, "");
    }
}
