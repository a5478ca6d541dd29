package redpacket.common.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import redpacket.common.id.PacketId;
import redpacket.common.set.HashRing;

/** Which grab-service instance owns a packet's lane: one ring, the same in every process. */
public final class GrabRing {
    private final HashRing<ProcessSettings.GrabInstance> ring;
    private final List<ProcessSettings.GrabInstance> instances;

    public GrabRing(List<ProcessSettings.GrabInstance> instances) {
        this.instances = List.copyOf(instances);
        this.ring = HashRing.of(instances);
    }

    public List<ProcessSettings.GrabInstance> instances() {
        return instances;
    }

    /** The owner, or the next instance that will do. */
    public Optional<ProcessSettings.GrabInstance> ownerOf(
            PacketId packet, Predicate<ProcessSettings.GrabInstance> willDo) {
        return ring.ownerOf(packet.number(), willDo);
    }
}
