package redpacket.grab.lane;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.Pass;

/** A request in a lane. Completed once, with an outcome that is durable. */
public sealed interface LaneRequest {
    PacketId packet();

    long deadlineNanos();

    CompletableFuture<?> answer();

    default boolean isAbandoned() {
        if (answer().isDone()) {
            return true;
        }
        if (System.nanoTime() - deadlineNanos() > 0) {
            answer().completeExceptionally(new LaneUnavailableException("no outcome in time"));
            return true;
        }
        return false;
    }

    /** Opens a share. */
    final class Open implements LaneRequest {
        private final PacketId packet;
        private final long userId;
        private final boolean passwordChecked;
        private final @Nullable Pass pass;
        private final String traceId;
        private final long deadlineNanos;
        private final CompletableFuture<OpenOutcome> answer = new CompletableFuture<>();
        private final LongConsumer queuedNanos;
        private final long askedNanos = System.nanoTime();
        /** An earlier try may have been committed. Confined to the lane's thread, as is the outcome. */
        private boolean inDoubt;

        private @Nullable OpenOutcome decided;

        Open(
                PacketId packet,
                long userId,
                boolean passwordChecked,
                @Nullable Pass pass,
                String traceId,
                long deadlineNanos,
                LongConsumer queuedNanos) {
            this.packet = packet;
            this.userId = userId;
            this.passwordChecked = passwordChecked;
            this.pass = pass;
            this.traceId = traceId;
            this.deadlineNanos = deadlineNanos;
            this.queuedNanos = queuedNanos;
        }

        @Override
        public PacketId packet() {
            return packet;
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public CompletableFuture<OpenOutcome> answer() {
            return answer;
        }

        long userId() {
            return userId;
        }

        boolean passwordChecked() {
            return passwordChecked;
        }

        @Nullable
        Pass pass() {
            return pass;
        }

        String traceId() {
            return traceId;
        }

        boolean inDoubt() {
            return inDoubt;
        }

        /** The lane took the request. The wait for the commit that was in flight when it arrived is not counted. */
        void taken(long commitInFlightBegunNanos) {
            queuedNanos.accept(Math.max(0, commitInFlightBegunNanos - askedNanos));
        }

        void decide(OpenOutcome outcome) {
            decided = outcome;
        }

        /** The commit's outcome is unknown, so a share that the log turns out to have may be this request's own. */
        void markInDoubt() {
            if (decided instanceof OpenOutcome.Opened opened && !opened.replayed()) {
                inDoubt = true;
            }
        }

        void complete() {
            OpenOutcome outcome = decided;
            if (outcome != null) {
                answer.complete(outcome);
            }
        }
    }

    /** Loads a packet; empty for one that does not exist. */
    record Load(PacketId packet, long deadlineNanos, CompletableFuture<Optional<PacketMemory>> answer)
            implements LaneRequest {}

    /** Closes an expired packet, or, with recall, a packet of a campaign before its time. */
    record Close(
            PacketId packet, boolean recall, String traceId, long deadlineNanos, CompletableFuture<CloseOutcome> answer)
            implements LaneRequest {}

    /** The outcome of a close. */
    sealed interface CloseOutcome {
        record Unknown() implements CloseOutcome {}

        record NotExpired() implements CloseOutcome {}

        record Closed(long refundFen) implements CloseOutcome {}
    }
}
