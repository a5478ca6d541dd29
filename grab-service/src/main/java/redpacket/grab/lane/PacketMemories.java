package redpacket.grab.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.grab.model.PacketMemory;

/**
 * The packets of a set in the memory of this process, bounded by the entries that their logs can hold. A packet whose
 * log must be read again stays as the last known state, for grabs. Thread-safe.
 */
final class PacketMemories {
    private static final int WEIGHT_OF_A_PACKET = 4;

    private final Cache<Long, Entry> entries;

    PacketMemories(long entriesMax) {
        Weigher<Long, Entry> weigher = (number, entry) -> WEIGHT_OF_A_PACKET
                + entry.memory.terms().count()
                + entry.memory.terms().audience().size();
        this.entries = Caffeine.newBuilder()
                .maximumWeight(entriesMax)
                .weigher(weigher)
                .executor(Runnable::run)
                .build();
    }

    private static final class Entry {
        private final PacketMemory memory;
        private volatile boolean stale;

        private Entry(PacketMemory memory) {
            this.memory = memory;
        }
    }

    /** The packet's whole log as far as this process knows; null when it must be read. */
    @Nullable
    PacketMemory find(PacketId packet) {
        Entry entry = entries.getIfPresent(packet.number());
        return entry == null || entry.stale ? null : entry.memory;
    }

    /** All of it is durable, and the log may have more. */
    @Nullable
    PacketMemory lastKnown(PacketId packet) {
        Entry entry = entries.getIfPresent(packet.number());
        return entry == null ? null : entry.memory;
    }

    void remember(PacketMemory memory) {
        long number = memory.terms().packet().number();
        Entry entry = entries.getIfPresent(number);
        if (entry == null || entry.stale || entry.memory != memory) {
            entries.put(number, new Entry(memory));
        }
    }

    /** The log must be read before the next decision. */
    void forget(PacketId packet) {
        Entry entry = entries.getIfPresent(packet.number());
        if (entry != null) {
            entry.stale = true;
        }
    }

    void forgetAll() {
        entries.asMap().values().forEach(entry -> entry.stale = true);
    }

    long packets() {
        return entries.estimatedSize();
    }
}
