package redpacket.packet.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import redpacket.packet.model.PacketKind;

/**
 * A packet: its terms, and its whole log in order.
 *
 * <p>The entry that closes a packet is no open: it ends it, and counts nowhere.
 */
record PacketDetails(PacketTerms terms, List<LogEntry> log) {
    /** As the public contract names them. */
    enum State {
        ACTIVE,
        FINISHED,
        EXPIRED,
        REFUNDED
    }

    PacketDetails {
        log = List.copyOf(log);
    }

    List<LogEntry> opens() {
        return log.stream().filter(LogEntry::isOpen).toList();
    }

    /** A finished packet stays finished after its time. */
    State stateAt(Instant now) {
        if (isFinished()) {
            return State.FINISHED;
        }
        if (terms.refundedAt() != null) {
            return State.REFUNDED;
        }
        return isClosed() || !now.isBefore(terms.expiresAt()) ? State.EXPIRED : State.ACTIVE;
    }

    int openedCount() {
        return opens().size();
    }

    long openedFen() {
        return opens().stream().mapToLong(LogEntry::amountFen).reduce(0, Math::addExact);
    }

    /** When the last entry was written; empty while there may be another one. */
    Optional<Instant> finishedAt() {
        return isFinished() || isClosed() ? Optional.of(log.getLast().at()) : Optional.empty();
    }

    Optional<Long> amountOf(long userId) {
        return opens().stream()
                .filter(entry -> entry.userId() == userId)
                .map(LogEntry::amountFen)
                .findFirst();
    }

    /** The user with the largest share of a finished LUCKY packet; the first of several. */
    Optional<Long> luckiestUserId() {
        if (terms.kind() != PacketKind.LUCKY || !isFinished()) {
            return Optional.empty();
        }
        return opens().stream()
                .max(Comparator.comparingLong(LogEntry::amountFen)
                        .thenComparing(
                                Comparator.comparingInt(LogEntry::sequence).reversed()))
                .map(LogEntry::userId);
    }

    int lastSequence() {
        return log.isEmpty() ? 0 : log.getLast().sequence();
    }

    private boolean isFinished() {
        return opens().size() == terms.shareCount();
    }

    private boolean isClosed() {
        return !log.isEmpty() && !log.getLast().isOpen();
    }
}
