package redpacket.grab.ended;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import redpacket.common.id.PacketId;
import redpacket.grab.model.PacketMemory;

/** A cache that misses every packet. */
public final class NoEndedPackets implements EndedPackets {
    @Override
    public void remember(PacketMemory ended) {}

    @Override
    public CompletableFuture<Optional<EndedPacket>> find(PacketId packet) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
