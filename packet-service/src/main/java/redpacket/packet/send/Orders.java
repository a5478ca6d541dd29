package redpacket.packet.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.packet.model.PacketRow;

/** Orders and packets in their sets. Every write is durable on two machines when it returns. */
interface Orders {
    /** Whether the set can be written to now. */
    boolean accepts(SetId set);

    /** False when the number is taken. */
    boolean order(SetId set, PacketRow row, List<Long> audience);

    Optional<PacketRow> find(PacketId packet);

    /** ORDERED → ACTIVE, with all that follows from it; true also for one that is active already. */
    boolean activate(PacketId packet, Instant at);

    /** ORDERED → CANCELLED; nothing for one that is in another state. */
    void cancel(PacketId packet);

    /** Orders that are still ORDERED and were made before this time, oldest first. */
    List<PacketRow> unfinished(SetId set, Instant before, int limit);
}
