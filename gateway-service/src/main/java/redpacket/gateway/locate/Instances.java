package redpacket.gateway.locate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redpacket.common.event.EventPartitions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.set.HashRing;
import redpacket.common.set.SetOwners;

/** The instances of a service, and which of them a key belongs to. */
public final class Instances {
    /** The attribute of an exchange with the instances that were tried for it. */
    public static final String TRIED = Instances.class.getName();

    private static final int LEADER_SLOTS = 64;

    private final List<Instance> all;
    private final Owners owners;
    private final boolean bySet;
    /** The instance that took the last call which another one had refused, since it does not lead; by slot of users. */
    private final AtomicReferenceArray<@Nullable Instance> leaders = new AtomicReferenceArray<>(LEADER_SLOTS);

    private interface Owners {
        Optional<Instance> ownerOf(long key, Predicate<Instance> willDo);
    }

    private Instances(List<Instance> all, Owners owners, boolean bySet) {
        this.all = List.copyOf(all);
        this.owners = owners;
        this.bySet = bySet;
    }

    /** Any numbers are keys, spread by a ring. */
    static Instances byKey(List<Instance> all) {
        return new Instances(all, HashRing.of(all)::ownerOf, false);
    }

    /** Keys are numbers of sets: each set has one owner. */
    static Instances bySet(List<Instance> all) {
        SetOwners<Instance> owners = new SetOwners<>(all);
        return new Instances(all, (key, willDo) -> owners.ownerOf(new SetId(Math.toIntExact(key)), willDo), true);
    }

    /** The key of a packet: its set, where each set has one owner, else its number. */
    public long keyOf(PacketId packet) {
        return bySet ? packet.set().value() : packet.number();
    }

    public List<Instance> all() {
        return all;
    }

    /** Whether others serve in place of this instance. */
    public boolean isPassedOver(Instance instance) {
        return !instance.isWell() && all.stream().anyMatch(Instance::isWell);
    }

    /** The instance leads what calls of this user write. */
    public void leads(UserId user, Instance leader) {
        leaders.set(slotOf(user), leader);
    }

    /** The instance that leads what calls of the user write, as far as is known. */
    Optional<Instance> leaderOf(UserId user, Set<Instance> tried) {
        return Optional.ofNullable(leaders.get(slotOf(user)))
                .filter(leader -> leader.isWell() && !tried.contains(leader));
    }

    private static int slotOf(UserId user) {
        return EventPartitions.slotOf(user.value(), LEADER_SLOTS);
    }

    /**
     * The owner of the key among the instances that are well and were not tried. Where none is well, probes may be
     * wrong, so all that were not tried count. Empty when all were tried.
     */
    public Optional<Instance> ownerOf(long key, Set<Instance> tried) {
        Optional<Instance> well = owners.ownerOf(key, instance -> instance.isWell() && !tried.contains(instance));
        return well.isPresent() ? well : owners.ownerOf(key, instance -> !tried.contains(instance));
    }
}
