package redpacket.packet.set;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.common.set.SetRouter;
import redpacket.common.set.SetState;

/**
 * Every packet set of the configuration, and its state by the decision of operators. Thread-safe.
 *
 * <p>A set's state and whether it can be written are two things: an open set without a primary takes no new packet
 * either. Nothing is shared between two sets, and none waits for another to open.
 */
public final class PacketSets extends StartBeforeServing implements Opening {
    private final Map<SetId, PacketSet> sets = new LinkedHashMap<>();
    private final List<OpeningGroup> opening = new ArrayList<>();
    private volatile SetRouter router;

    public PacketSets(ProcessSettings process, MeterRegistry meters) {
        for (ProcessSettings.PacketSet configured : process.sets()) {
            DatabaseSettings database = DatabaseSettings.ofSet(process, configured);
            MemberGroup group = MemberGroup.open(database, meters);
            sets.put(configured.setId(), new PacketSet(configured.setId(), configured.name(), group));
            opening.add(new OpeningGroup(group, database, "db/set"));
        }
        this.router = new SetRouter(sets.keySet(), Map.of());
    }

    public Collection<PacketSet> all() {
        return Collections.unmodifiableCollection(sets.values());
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
        return find(id).map(set -> set.group().accepting()).orElse(false);
    }

    /** Applies the decisions of operators from now on. */
    public void decide(Map<SetId, SetState> states) {
        router = new SetRouter(sets.keySet(), states);
    }

    @Override
    protected void begin() {
        opening.forEach(OpeningGroup::start);
    }

    @Override
    public String what() {
        return "every packet set";
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (OpeningGroup group : opening) {
            if (!group.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void end() {
        opening.forEach(OpeningGroup::close);
    }
}
