package redpacket.grab.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.grab.model.PacketMemory;

/** The packets of a set that this process remembers, bounded by the entries that their logs can hold. */
final class PacketMemories {
    private static final int WEIGHT_OF_A_PACKET = 4;

    private final Cache<Long, PacketMemory> memories;

    PacketMemories(long entriesMax) {
        Weigher<Long, PacketMemory> weigher = (number, memory) -> WEIGHT_OF_A_PACKET
                + memory.terms().count()
                + memory.terms().audience().size();
        this.memories = Caffeine.newBuilder()
                .maximumWeight(entriesMax)
                .weigher(weigher)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    PacketMemory find(PacketId packet) {
        return memories.getIfPresent(packet.number());
    }

    void remember(PacketMemory memory) {
        long number = memory.terms().packet().number();
        if (memories.getIfPresent(number) != memory) {
            memories.put(number, memory);
        }
    }

    void forget(PacketId packet) {
        memories.invalidate(packet.number());
    }

    void forgetAll() {
        memories.invalidateAll();
    }

    long packets() {
        return memories.estimatedSize();
    }
}
