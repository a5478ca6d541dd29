package redpacket.gateway.forward;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import redpacket.common.set.HashRing;

/** The instances of a service, and which of them a key belongs to. */
final class Instances {
    private final List<Instance> all;
    private final HashRing<Instance> ring;

    Instances(List<Instance> all) {
        this.all = List.copyOf(all);
        this.ring = HashRing.of(all);
    }

    List<Instance> all() {
        return all;
    }

    /**
     * The owner of the key among those that are well and were not tried; where none is well, the owner of all, since
     * probes may be wrong and a call tells. Empty when all were tried.
     */
    Optional<Instance> ownerOf(long key, Set<Instance> tried) {
        Optional<Instance> well = ring.ownerOf(key, instance -> instance.isWell() && !tried.contains(instance));
        return well.isPresent() ? well : ring.ownerOf(key, instance -> !tried.contains(instance));
    }
}
