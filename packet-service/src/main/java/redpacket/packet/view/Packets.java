package redpacket.packet.view;

import java.util.Optional;
import java.util.OptionalInt;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;

/** Packets as they are stored. */
interface Packets {
    /** From a replica that is fresh, else from the primary (rule R1); may be a moment behind. */
    Optional<Seen> read(PacketId id, UserId caller);

    /** From the primary. */
    Optional<Seen> readFromPrimary(PacketId id, UserId caller);

    /** The last sequence of the log on the primary; 0 for none yet, empty when the primary does not answer. */
    OptionalInt lastSequenceOnPrimary(PacketId id);

    /** A packet as of one instant, and whether its audience names the caller. */
    record Seen(PacketDetails details, boolean callerIsNamed) {}
}
