package redpacket.grab.lane;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.Pass;

/** What waits in a lane. Completed once, when what it tells is durable. */
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
        /** An earlier try may have been committed. Only the lane's thread touches these two. */
        private boolean inDoubt;

        private @Nullable OpenOutcome decided;
        private final long askedNanos = System.nanoTime();
        private volatile long waitedNanos;

        Open(
                PacketId packet,
                long userId,
                boolean passwordChecked,
                @Nullable Pass pass,
                String traceId,
                long deadlineNanos) {
            this.packet = packet;
            this.userId = userId;
            this.passwordChecked = passwordChecked;
            this.pass = pass;
            this.traceId = traceId;
            this.deadlineNanos = deadlineNanos;
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

        /** The lane has come to it. To wait for the one commit under way, which began before, is no queue. */
        void taken(long commitUnderWayBegunNanos) {
            waitedNanos = Math.max(0, commitUnderWayBegunNanos - askedNanos);
        }

        /** How long it waited for its turn, beyond the commit that was under way when it came. */
        public long waitedNanos() {
            return waitedNanos;
        }

        void decide(OpenOutcome outcome) {
            decided = outcome;
        }

        /** The commit's outcome is unknown, so a share that is found later may be this request's own. */
        void doubt() {
            if (decided instanceof OpenOutcome.Opened opened && !opened.replayed()) {
                inDoubt = true;
            }
        }

        void tell() {
            OpenOutcome outcome = decided;
            if (outcome != null) {
                answer.complete(outcome);
            }
        }
    }

    /** Loads a packet; empty for one that is not there. */
    record Load(PacketId packet, long deadlineNanos, CompletableFuture<Optional<PacketMemory>> answer)
            implements LaneRequest {}

    /** Closes a packet whose time has passed, or, with recall, one of a campaign before its time. */
    record Close(
            PacketId packet, boolean recall, String traceId, long deadlineNanos, CompletableFuture<CloseOutcome> answer)
            implements LaneRequest {}

    /** How closing ended. */
    sealed interface CloseOutcome {
        record Unknown() implements CloseOutcome {}

        record NotExpired() implements CloseOutcome {}

        record Closed(long refundFen) implements CloseOutcome {}
    }
}
