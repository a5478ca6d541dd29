package redpacket.packet.view;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.web.Paging;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.Profiles;

/**
 * Shows a packet to its sender and its audience only.
 *
 * <p>A replica does the reading. The primary is asked for a share that the replica does not show, and for the length of
 * the log. A replica that does not have all of the log yet is passed over, so users see their opens at once (rule R1).
 * While the primary is away the replica's state is shown.
 */
final class ViewPacket {
    private final Packets packets;
    private final Profiles profiles;
    private final Predicate<SetId> isDown;
    private final Clock clock;

    ViewPacket(Packets packets, Profiles profiles, Predicate<SetId> isDown, Clock clock) {
        this.packets = packets;
        this.profiles = profiles;
        this.isDown = isDown;
        this.clock = clock;
    }

    ViewOutcome view(PacketId id, UserId caller, Paging paging) {
        if (isDown(id)) {
            return new ViewOutcome.Unavailable();
        }
        Optional<PacketDetails> details = find(id, caller);
        if (details.isEmpty()) {
            return new ViewOutcome.NotFound();
        }
        Paging.Page<LogEntry> opens = page(details.get(), paging);
        Set<UserId> users = new LinkedHashSet<>();
        users.add(UserId.of(details.get().terms().senderId()));
        opens.items().forEach(open -> users.add(UserId.of(open.userId())));
        return new ViewOutcome.Found(details.get(), clock.instant(), opens, profiles.of(id.set(), users));
    }

    /** Whether the packet's set is down. */
    boolean isDown(PacketId id) {
        return isDown.test(id.set());
    }

    /** The packet as this caller may see it; empty where there is none, or none for the caller. */
    Optional<PacketDetails> find(PacketId id, UserId caller) {
        Optional<PacketDetails> read = packets.read(id, caller).flatMap(seen -> shown(seen, caller));
        if (read.isPresent()) {
            int newest = packets.lastSequenceOnPrimary(id).orElse(0);
            if (read.get().lastSequence() >= newest) {
                return read;
            }
        }
        return packets.readFromPrimary(id, caller).flatMap(seen -> shown(seen, caller));
    }

    private static Optional<PacketDetails> shown(Packets.Seen seen, UserId caller) {
        PacketTerms terms = seen.details().terms();
        boolean shown = terms.state() == OrderState.ACTIVE
                && (terms.audienceKind() == AudienceKind.LINK
                        || terms.senderId() == caller.value()
                        || seen.callerIsNamed());
        return shown ? Optional.of(seen.details()) : Optional.empty();
    }

    /** Oldest first; a cursor is the last sequence that was seen. */
    private static Paging.Page<LogEntry> page(PacketDetails details, Paging paging) {
        long after = paging.after();
        List<LogEntry> rows = details.opens().stream()
                .filter(open -> open.sequence() > after)
                .limit(paging.rowsToRead())
                .toList();
        return paging.page(rows, LogEntry::sequence);
    }
}
