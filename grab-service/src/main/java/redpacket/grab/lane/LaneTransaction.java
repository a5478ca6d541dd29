package redpacket.grab.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.outbox.EventBundle;
import redpacket.grab.model.Amounts;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketChanges;
import redpacket.grab.model.PacketMemory;

/**
 * One transaction of a lane: loads packets that are not in memory, decides the requests, commits, and completes them.
 * Confined to the lane's thread.
 */
final class LaneTransaction {
    private final LaneStore store;
    private final PacketMemories memories;
    private final LaneEvents events;
    private final OwnerClock clock;
    private final Amounts amounts;
    private final RandomGenerator random;

    LaneTransaction(
            LaneSettings settings,
            LaneStore store,
            PacketMemories memories,
            LaneEvents events,
            OwnerClock clock,
            RandomGenerator random) {
        this.store = store;
        this.memories = memories;
        this.events = events;
        this.clock = clock;
        this.amounts = new Amounts(settings.shareFenMax());
        this.random = random;
    }

    /** Returns the completions of the requests; what they complete with is durable. Any exception means: roll back. */
    List<Runnable> commit(List<LaneRequest> requests) {
        Map<PacketId, PacketChanges> packets = new LinkedHashMap<>();
        boolean loaded = load(requests, packets);
        boolean compared = compareClocks(packets.values());
        Instant now = clock.now();
        List<Runnable> completions = new ArrayList<>(requests.size());
        for (LaneRequest request : requests) {
            completions.add(DecideRequest.decide(request, packets.get(request.packet()), now, !clock.isOff()));
        }
        boolean wrote = write(packets.values(), now);
        if (wrote || loaded) {
            if (!wrote) {
                store.touch();
            }
            store.commit();
        } else if (compared) {
            store.rollback();
        }
        for (PacketChanges changes : packets.values()) {
            boolean ends = changes.ends();
            changes.applyToMemory();
            memories.remember(changes.memory());
            if (ends) {
                events.ended(changes.memory());
            }
        }
        if (wrote) {
            events.wake();
        }
        return completions;
    }

    /** Leaves out packets that do not exist. Returns whether any had to be read. */
    private boolean load(List<LaneRequest> requests, Map<PacketId, PacketChanges> packets) {
        Set<PacketId> absent = new LinkedHashSet<>();
        for (LaneRequest request : requests) {
            PacketId packet = request.packet();
            if (packets.containsKey(packet) || absent.contains(packet)) {
                continue;
            }
            PacketMemory memory = memories.find(packet);
            if (memory == null) {
                absent.add(packet);
            } else {
                packets.put(packet, new PacketChanges(memory, amounts, random));
            }
        }
        if (absent.isEmpty()) {
            return false;
        }
        for (PacketMemory memory : store.load(absent)) {
            packets.put(memory.terms().packet(), new PacketChanges(memory, amounts, random));
        }
        return true;
    }

    /** In this transaction where a packet may be closed in it, else from time to time. */
    private boolean compareClocks(Collection<PacketChanges> packets) {
        Instant now = clock.now();
        if (!clock.isComparisonDue() && packets.stream().noneMatch(changes -> changes.isDueToClose(now))) {
            return false;
        }
        clock.compare(store::now);
        return true;
    }

    private boolean write(Collection<PacketChanges> packets, Instant now) {
        List<LogEntry> entries = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        List<EventBundle.Event> promised = new ArrayList<>();
        for (PacketChanges changes : packets) {
            entries.addAll(changes.newEntries());
            events.of(changes, promised);
            if (changes.ends()) {
                ended.add(changes.memory().terms().packet().number());
            }
        }
        if (entries.isEmpty()) {
            return false;
        }
        store.write(entries, ended, events.rows(promised, now));
        return true;
    }
}
