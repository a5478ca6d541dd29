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

    /** The owner, or the next instance in the round that will do; empty when none will. */
    public Optional<M> ownerOf(SetId set, Predicate<M> willDo) {
        int count = instances.size();
        for (int i = 0; i < count; i++) {
            M instance = instances.get((set.value() - 1 + i) % count);
            if (willDo.test(instance)) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }
}
