package redpacket.grab.ended;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import redpacket.common.id.PacketId;
import redpacket.grab.model.Ending;
import redpacket.grab.model.PacketMemory;

/**
 * Packets whose last entry is durable, for instances that do not remember them. A cache: what it says is true, and it
 * may say nothing.
 */
public interface EndedPackets {
    /** Returns at once; may be lost. Only packets that are open to all are kept. */
    void remember(PacketMemory ended);

    /** Empty when it is not known, whatever the reason. */
    Optional<EndedPacket> find(PacketId packet);

    /** The same for whoever does not wait: completes in any case. Many who ask for one packet at once ask but once. */
    CompletableFuture<Optional<EndedPacket>> ask(PacketId packet);

    /** How it ended, and all who have a share, with its fen. */
    record EndedPacket(Ending ending, Map<Long, Long> winnersFen) {
        public EndedPacket {
            winnersFen = Map.copyOf(winnersFen);
        }
    }
}
