package redpacket.packet.lane;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetOwners;

/** Calls the instance that owns the lanes of the packet's set, or the next one when that does not close the packet. */
final class OwnerLanes implements Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerLanes.class);

    private final SetOwners<GrabInstance> owners;
    private final Map<GrabInstance, LaneApi> lanes;
    private final PacketIdCodec codec;
    private final int instancesTriedMax;

    OwnerLanes(
            SetOwners<GrabInstance> owners,
            Map<GrabInstance, LaneApi> lanes,
            PacketIdCodec codec,
            int instancesTriedMax) {
        this.owners = owners;
        this.lanes = Map.copyOf(lanes);
        this.codec = codec;
        this.instancesTriedMax = instancesTriedMax;
    }

    @Override
    public boolean close(PacketId packet) {
        return close(packet, false);
    }

    @Override
    public boolean recall(PacketId packet) {
        return close(packet, true);
    }

    private boolean close(PacketId packet, boolean recall) {
        Set<GrabInstance> tried = new HashSet<>();
        while (tried.size() < instancesTriedMax && !Thread.currentThread().isInterrupted()) {
            Optional<GrabInstance> next = owners.ownerOf(packet.set(), instance -> !tried.contains(instance));
            LaneApi lane = next.map(lanes::get).orElse(null);
            if (lane == null) {
                return false;
            }
            tried.add(next.get());
            try {
                lane.close(codec.encode(packet), recall);
                return true;
            } catch (ServiceCallException e) {
                LOG.warn("packet {} is not closed: {}", packet, e.getMessage());
            }
        }
        return false;
    }
}
