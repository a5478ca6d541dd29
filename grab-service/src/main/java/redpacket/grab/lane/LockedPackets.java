package redpacket.grab.lane;

import java.util.LinkedHashMap;
import java.util.Map;
import redpacket.common.id.PacketId;

/**
 * Packets whose rows another transaction holds locked, such as that of an owner that is frozen. Confined to the lane's
 * thread.
 */
final class LockedPackets {
    private final long lockedNanos;
    private final Map<PacketId, Long> retryAtNanos;

    LockedPackets(LaneSettings settings) {
        this.lockedNanos = settings.lockedFor().toNanos();
        this.retryAtNanos = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PacketId, Long> eldest) {
                return size() > settings.lockedPacketsMax();
            }
        };
    }

    void add(PacketId packet, long nowNanos) {
        retryAtNanos.remove(packet);
        retryAtNanos.put(packet, nowNanos + lockedNanos);
    }

    /** A transaction of the packet was committed. */
    void remove(PacketId packet) {
        if (!retryAtNanos.isEmpty()) {
            retryAtNanos.remove(packet);
        }
    }

    /** Whether the packet was locked when it was tried last; it is then tried alone. */
    boolean contains(PacketId packet) {
        return !retryAtNanos.isEmpty() && retryAtNanos.containsKey(packet);
    }

    /** Whether it is too early to try the packet again. */
    boolean isTooEarly(PacketId packet, long nowNanos) {
        Long retryAt = retryAtNanos.get(packet);
        return retryAt != null && nowNanos - retryAt < 0;
    }
}
