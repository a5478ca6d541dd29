package redpacket.packet.send;

import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;

/** Where packets can be. */
interface Sets {
    /** The set for a new packet with this number; empty when none takes one. */
    Optional<SetId> place(long packetNumber, Predicate<SetId> willDo);

    /** Whether a packet that is there can be worked on: masked will do, down or cut off will not. */
    boolean serves(SetId set);
}
