package redpacket.common.set;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.SetId;

/**
 * Names the owner of a set's lanes: the sets go round the instances in turn. Immutable.
 *
 * <p>All packets of a set have one owner, so a commit carries the queued requests of any of them. Instances are ordered
 * by the number at the end of their name, so grab-2 comes before grab-10. Every process computes the same order.
 *
 * @param <M> an instance; its toString is its name
 */
public final class SetOwners<M> {
    private static final Comparator<String> BY_NUMBER = Comparator.comparingInt(
                    (String name) -> numberOf(name).length())
            .thenComparing(SetOwners::numberOf)
            .thenComparing(Comparator.naturalOrder());

    private final List<M> instances;

    public SetOwners(Collection<M> instances) {
        this.instances = instances.stream()
                .sorted(Comparator.comparing(Object::toString, BY_NUMBER))
                .toList();
    }

    /** The digits at the end of a name, without leading zeros. */
    private static String numberOf(String name) {
        int end = name.length();
        int begin = end;
        while (begin > 0 && name.charAt(begin - 1) >= '0' && name.charAt(begin - 1) <= '9') {
            begin--;
        }
        while (begin < end - 1 && name.charAt(begin) == '0') {
            begin++;
        }
        return name.substring(begin);
    }

    /** The name of the instance that owns the set while all of them run; empty without instances. */
    public Optional<String> nameOf(SetId set) {
        return ownerOf(set, instance -> true).map(Object::toString);
    }

    /** The owner, or another instance that will do; empty when none will. */
    public Optional<M> ownerOf(SetId set, Predicate<M> willDo) {
        int count = instances.size();
        int round = (set.value() - 1) / Math.max(1, count);
        for (int tried = 0; tried < count; tried++) {
            // Each round of sets starts its search elsewhere, so the sets of a lost instance spread over all others.
            int further = tried == 0 ? 0 : 1 + (round + tried - 1) % (count - 1);
            M instance = instances.get((set.value() - 1 + further) % count);
            if (willDo.test(instance)) {
                return Optional.of(instance);
            }
        }
        return Optional.empty();
    }
}
