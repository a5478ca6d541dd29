package redpacket.grab.lane;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketChanges;

/** Decides one request on its packet. */
final class DecideRequest {
    private DecideRequest() {}

    /**
     * The result completes the request; run it once the batch is durable.
     *
     * @param packet null for a packet that does not exist
     * @param mayExpire false: this process's clock is not trusted, so no packet is closed because its time has passed
     */
    static Runnable decide(LaneRequest request, @Nullable PacketChanges packet, Instant now, boolean mayExpire) {
        boolean untrusted = packet != null && !mayExpire && packet.isDueToClose(now);
        return switch (request) {
            case LaneRequest.Open open -> {
                if (untrusted) {
                    yield () -> refuse(open);
                }
                open.decide(
                        packet == null
                                ? new OpenOutcome.Unknown()
                                : packet.open(
                                        open.userId(),
                                        open.passwordChecked(),
                                        now,
                                        open.traceId(),
                                        open.inDoubt(),
                                        open.pass()));
                yield open::complete;
            }
            case LaneRequest.Load load ->
                () -> load.answer().complete(Optional.ofNullable(packet).map(PacketChanges::memory));
            case LaneRequest.Close close -> {
                if (packet == null) {
                    yield () -> close.answer().complete(new CloseOutcome.Unknown());
                }
                if (untrusted && !close.recall()) {
                    yield () -> refuse(close);
                }
                boolean closed = packet.close(now, close.traceId(), close.recall());
                yield () -> close.answer()
                        .complete(
                                closed
                                        ? new CloseOutcome.Closed(
                                                packet.memory().refundFen())
                                        : new CloseOutcome.NotExpired());
            }
        };
    }

    private static void refuse(LaneRequest request) {
        request.answer()
                .completeExceptionally(
                        new LaneUnavailableException("this process's clock differs from the database's"));
    }
}
