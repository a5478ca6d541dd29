package redpacket.grab.lane;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketTurn;

/** Decides one request in its packet's turn. */
final class DecideRequest {
    private DecideRequest() {}

    /** What is returned tells the caller, once the batch is durable. The turn is null for an unknown packet. */
    static Runnable decide(LaneRequest request, @Nullable PacketTurn turn, Instant now) {
        return switch (request) {
            case LaneRequest.Open open -> {
                open.decide(
                        turn == null
                                ? new OpenOutcome.Unknown()
                                : turn.open(
                                        open.userId(),
                                        open.passwordChecked(),
                                        now,
                                        open.traceId(),
                                        open.inDoubt(),
                                        open.pass()));
                yield open::tell;
            }
            case LaneRequest.Load load ->
                () -> load.answer().complete(Optional.ofNullable(turn).map(PacketTurn::memory));
            case LaneRequest.Close close -> {
                if (turn == null) {
                    yield () -> close.answer().complete(new CloseOutcome.Unknown());
                }
                boolean closed = turn.close(now, close.traceId(), close.recall());
                yield () -> close.answer()
                        .complete(
                                closed
                                        ? new CloseOutcome.Closed(turn.memory().refundFen())
                                        : new CloseOutcome.NotExpired());
            }
        };
    }
}
