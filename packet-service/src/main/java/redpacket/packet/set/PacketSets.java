package redpacket.packet.set;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.SetId;
import redpacket.common.set.SetRouter;
import redpacket.common.set.SetState;

/**
 * Every packet set of the configuration, and what operators have made of it. Thread-safe.
 *
 * <p>A set's state and whether it can be written are two things: an open set without a primary takes no new packet
 * either.
 */
public final class PacketSets {
    private final Map<SetId, PacketSet> sets = new LinkedHashMap<>();
    private volatile SetRouter router;

    public PacketSets(Collection<PacketSet> sets) {
        sets.forEach(set -> this.sets.put(set.id(), set));
        this.router = new SetRouter(this.sets.keySet(), Map.of());
    }

    public Collection<PacketSet> all() {
        return sets.values();
    }

    public Optional<PacketSet> find(SetId id) {
        return Optional.ofNullable(sets.get(id));
    }

    public Optional<PacketSet> named(String name) {
        return sets.values().stream().filter(set -> set.name().equals(name)).findFirst();
    }

    /** The set for a new packet: open, able to commit on two machines, and one that will do. */
    public Optional<SetId> place(long packetNumber, Predicate<SetId> willDo) {
        return router.place(packetNumber, set -> isAccepting(set) && willDo.test(set));
    }

    public SetState stateOf(SetId set) {
        return router.stateOf(set);
    }

    /** Whether commits of this set reach two machines; false for a set that is not configured. */
    public boolean isAccepting(SetId id) {
        @Nullable PacketSet set = sets.get(id);
        return set != null && set.group().accepting();
    }

    /** What operators have decided, from now on. */
    public void decide(Map<SetId, SetState> states) {
        router = new SetRouter(sets.keySet(), states);
    }
}
