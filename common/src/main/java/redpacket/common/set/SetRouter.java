package redpacket.common.set;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;

/**
 * Places new packets on the open sets. Immutable; a new one is made when a state changes.
 *
 * <p>An existing packet needs no router: its id names its set.
 */
public final class SetRouter {
    private final HashRing<SetId> ring;
    private final Map<SetId, SetState> states;

    public SetRouter(Collection<SetId> sets, Map<SetId, SetState> states) {
        this.ring = HashRing.of(sets);
        this.states = Map.copyOf(states);
    }

    /**
     * The set for a new packet with this number: the owner on the ring, or the next one that is open
     * and will do; empty when none is.
     */
    public Optional<SetId> place(long packetNumber, Predicate<SetId> willDo) {
        return ring.ownerOf(packetNumber, set -> stateOf(set) == SetState.OPEN && willDo.test(set));
    }

    /** A set without a decision is open. */
    public SetState stateOf(SetId set) {
        return states.getOrDefault(set, SetState.OPEN);
    }
}
