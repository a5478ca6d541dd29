package redpacket.grab.ended;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import redpacket.common.id.PacketId;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;

/**
 * A cache of packets whose last entry is durable, shared by the instances. It may miss a packet, and is never wrong.
 */
public interface EndedPackets {
    /** Returns at once; the packet may be lost. Only packets that are open to all are stored. */
    void remember(PacketMemory ended);

    /**
     * Always completes in time; empty for a miss, whatever its reason. Concurrent calls for a packet share one query.
     */
    CompletableFuture<Optional<EndedPacket>> find(PacketId packet);

    /** How the packet ended, and the fen of each user that has a share. */
    record EndedPacket(Ending ending, Map<Long, Long> winnersFen) {
        public EndedPacket {
            winnersFen = Map.copyOf(winnersFen);
        }

        /** Empty for a user that has a share: only the log has its sequence and time. */
        public Optional<OpenOutcome> outcomeFor(long userId) {
            if (winnersFen.containsKey(userId)) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (ending) {
                        case EMPTY -> new OpenOutcome.Empty(true);
                        case EXPIRED -> new OpenOutcome.Expired(true);
                    });
        }
    }
}
