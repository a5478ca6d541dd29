package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.OpenOutcome;

/** What a packet's log must be, and which answers agree with it. */
final class LogCheck {
    private LogCheck() {}

    /**
     * Fails unless each user was paid once, the rest is not negative, nothing is left of what ended, and each
     * answer is what the log says.
     *
     * @return whether the last share was opened, which is an event of its own
     */
    static boolean holds(
            String name, List<LogEntry> log, int count, long totalFen, Map<? extends LaneRequest, ?> answers) {
        long leftFen = totalFen;
        int sequence = 0;
        Map<Long, Long> paidFen = new HashMap<>();
        for (LogEntry entry : log) {
            assertThat(entry.sequence()).as("%s: sequence", name).isEqualTo(++sequence);
            assertThat(paidFen.put(entry.userId(), entry.amountFen()))
                    .as("%s: user %d paid before", name, entry.userId())
                    .isNull();
            leftFen -= entry.amountFen();
        }
        boolean closed = paidFen.containsKey(LogEntry.CLOSING_USER);
        boolean empty = !closed && log.size() == count;
        assertThat(leftFen).as("%s: left", name).isNotNegative();
        if (closed || empty) {
            assertThat(leftFen).as("%s: left of what ended", name).isZero();
        }
        answers.forEach((request, answer) -> agrees(name, request, answer, log.size() == count, paidFen));
        return empty;
    }

    private static void agrees(String name, LaneRequest request, Object answer, boolean full, Map<Long, Long> paidFen) {
        if (request instanceof LaneRequest.Open open && answer instanceof OpenOutcome.Opened opened) {
            assertThat(paidFen.get(open.userId()))
                    .as("%s: the answer to user %d", name, open.userId())
                    .isEqualTo(opened.amountFen());
        } else if (request instanceof LaneRequest.Open open) {
            assertThat(paidFen).as("%s: answered %s", name, answer).doesNotContainKey(open.userId());
            assertThat(answer instanceof OpenOutcome.Empty ? full : paidFen.containsKey(LogEntry.CLOSING_USER))
                    .as("%s: answered %s from a durable last entry", name, answer)
                    .isTrue();
        } else if (answer instanceof CloseOutcome.Closed closed) {
            assertThat(paidFen.getOrDefault(LogEntry.CLOSING_USER, 0L))
                    .as("%s: the refund in the answer", name)
                    .isEqualTo(closed.refundFen());
        }
    }
}
