package redpacket.common.set;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;

/**
 * Which instance owns the lanes of a set: the sets go round the instances in turn. Immutable.
 *
 * <p>All packets of a set have one owner, so that a commit carries what has queued for any of them. The same in every
 * process, whatever the order in which it was told the instances.
 *
 * @param <M> an instance; its toString is its name
 */
public final class SetOwners<M> {
    private final List<M> instances;

    public SetOwners(Collection<M> instances) {
        this.instances = instances.stream()
                .sorted(Comparator.comparing(Object::toString))
                .toList();
    }

    /** The owner, or another instance that will do; empty when none will. */
    public Optional<M> ownerOf(SetId set, Predicate<M> willDo) {
        int count = instances.size();
        int round = (set.value() - 1) / Math.max(1, count);
        for (int tried = 0; tried < count; tried++) {
            // Each round of sets begins its search elsewhere: what one instance leaves goes to all others.
            int further = tried == 0 ? 0 : 1 + (round + tried - 1) % (count - 1);
            M instance = instances.get((set.value() - 1 + further) % count);
            if (willDo.test(instance)) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }
}
