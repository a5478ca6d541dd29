package redpacket.packet.send;

import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;
import redpacket.packet.set.PacketSets;

/** The sets of this process as sending sees them. */
record ServingSets(PacketSets sets) implements Sets {
    @Override
    public Optional<SetId> place(long packetNumber, Predicate<SetId> willDo) {
        return sets.place(packetNumber, willDo);
    }

    @Override
    public boolean serves(SetId set) {
        return sets.stateOf(set) != SetState.DOWN && sets.isAccepting(set);
    }
}
