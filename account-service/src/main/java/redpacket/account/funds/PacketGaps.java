package redpacket.account.funds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.account.funds.FundsMapper.PacketFen;
import redpacket.account.funds.PacketBalances.PacketLeft;
import redpacket.common.id.NumberGenerator;

/**
 * Compares, packet by packet, the escrow with the rest that a set's logs show (rule M1). Ranges that were read once
 * follow the ledger's entries, see {@link KnownRanges}: in those the set is asked for unfinished packets only. One
 * caller at a time.
 */
final class PacketGaps {
    /** Summed by one statement. */
    private static final long MOVED_ENTRIES_MAX = 100_000;
    /** Of a set, in one call: the reading of a million packets is spread over many. */
    private static final int RANGES_RENEWED_MAX = 20;
    /** No packet gets a row this long after its number was made. */
    private static final Duration NUMBER_SETTLED = Duration.ofMinutes(1);

    /** The rests of a set's packets. */
    interface Left {
        /** Of those after this one, in their order; fewer than asked for at the end. */
        List<PacketLeft> page(int set, long after);

        /** Of these, no more than a page, in any order. */
        List<PacketLeft> of(int set, Collection<Long> packets);
    }

    /** A shard's escrow. */
    interface Escrow {
        long entryIdLast();

        /** By packet, the fen that the entries of (after, through] have moved into it. */
        List<Moved> moved(long after, long through);

        /**
         * By the entries through this id, the escrow of packets of (after, through], in their order, no more than a
         * page.
         */
        List<PacketFen> page(int set, long after, long through, long entryId);
    }

    record Moved(int packetSet, long packetNumber, long fen) {}

    private final Left left;
    private final List<Escrow> shards;
    private final int pageMax;
    private final Clock clock;
    private final Map<Integer, KnownRanges> known = new HashMap<>();
    private final Map<Escrow, Long> seenThrough = new HashMap<>();

    PacketGaps(Left left, List<? extends Escrow> shards, int pageMax, Clock clock) {
        this.left = left;
        this.shards = List.copyOf(shards);
        this.pageMax = pageMax;
        this.clock = clock;
    }

    long of(int set) {
        catchUp();
        KnownRanges ranges = rangesOf(set);
        Instant now = clock.instant();
        long settled = NumberGenerator.firstAt(now.minus(NUMBER_SETTLED));
        Set<Long> renewed = ranges.due(RANGES_RENEWED_MAX, now);
        List<KnownRanges.Range> kept = new ArrayList<>();
        long gap = 0;
        long after = 0;
        while (after != Long.MAX_VALUE) {
            KnownRanges.Range range = ranges.after(after);
            if (range != null && !renewed.contains(after)) {
                kept.add(range);
                after = range.through();
                continue;
            }
            List<PacketLeft> page = left.page(set, after);
            long through =
                    page.size() < pageMax ? Long.MAX_VALUE : page.getLast().packetNumber();
            if (through >= settled) {
                // The ledger after the set: a new packet's charge was there before the packet was.
                catchUp();
            }
            Compared compared = compare(set, after, through, page);
            gap = Math.addExact(gap, compared.gap());
            if (through < settled) {
                ranges.keep(after, through, compared.unfinished(), now);
            }
            after = through;
        }
        return Math.addExact(gap, gapOfUnfinished(set, kept));
    }

    private KnownRanges rangesOf(int set) {
        return known.computeIfAbsent(set, number -> new KnownRanges());
    }

    private void catchUp() {
        for (Escrow shard : shards) {
            long last = shard.entryIdLast();
            long seen = seenThrough.getOrDefault(shard, 0L);
            if (last < seen) {
                known.values().forEach(KnownRanges::forgetAll);
            } else if (!known.values().stream().allMatch(KnownRanges::isEmpty)) {
                for (long after = seen; after < last; after += MOVED_ENTRIES_MAX) {
                    shard.moved(after, Math.min(last, after + MOVED_ENTRIES_MAX))
                            .forEach(moved -> rangesOf(moved.packetSet()).moved(moved.packetNumber(), moved.fen()));
                }
            }
            seenThrough.put(shard, last);
        }
    }

    private long gapOfUnfinished(int set, List<KnownRanges.Range> kept) {
        long gap = 0;
        Map<Long, KnownRanges.Range> asked = new HashMap<>();
        for (KnownRanges.Range range : kept) {
            for (long number : List.copyOf(range.held().keySet())) {
                asked.put(number, range);
                if (asked.size() == pageMax) {
                    gap = Math.addExact(gap, gapOf(set, asked));
                    asked = new HashMap<>();
                }
            }
        }
        return asked.isEmpty() ? gap : Math.addExact(gap, gapOf(set, asked));
    }

    private long gapOf(int set, Map<Long, KnownRanges.Range> asked) {
        Map<Long, PacketLeft> said = left.of(set, asked.keySet()).stream()
                .collect(Collectors.toMap(PacketLeft::packetNumber, Function.identity()));
        long gap = 0;
        for (Map.Entry<Long, KnownRanges.Range> packet : asked.entrySet()) {
            long number = packet.getKey();
            long held = packet.getValue().held().getOrDefault(number, 0L);
            PacketLeft there = said.get(number);
            gap = Math.addExact(gap, Math.abs(held - leftOf(there, held)));
            if (isFinished(there, held)) {
                packet.getValue().held().remove(number);
            }
        }
        return gap;
    }

    /** @param unfinished escrow by packet, of the packets that have a rest or escrow */
    private record Compared(long gap, Map<Long, Long> unfinished) {}

    private Compared compare(int set, long after, long through, List<PacketLeft> page) {
        List<Ascending<PacketFen>> ledgers = new ArrayList<>();
        for (Escrow shard : shards) {
            long entryId = seenThrough.getOrDefault(shard, 0L);
            ledgers.add(new Ascending<>(
                    after, number -> shard.page(set, number, through, entryId), PacketFen::packetNumber));
        }
        Ascending<PacketLeft> sets =
                new Ascending<>(after, number -> number == after ? page : List.of(), PacketLeft::packetNumber);
        long gap = 0;
        Map<Long, Long> unfinished = new TreeMap<>();
        while (true) {
            long number = sets.nextNumber();
            for (Ascending<PacketFen> ledger : ledgers) {
                number = Math.min(number, ledger.nextNumber());
            }
            if (number == Long.MAX_VALUE) {
                return new Compared(gap, unfinished);
            }
            long held = 0;
            for (Ascending<PacketFen> ledger : ledgers) {
                PacketFen fen = ledger.takeIf(number);
                held = Math.addExact(held, fen == null ? 0 : fen.fen());
            }
            PacketLeft packet = sets.takeIf(number);
            gap = Math.addExact(gap, Math.abs(held - leftOf(packet, held)));
            if (!isFinished(packet, held)) {
                unfinished.put(number, held);
            }
        }
    }

    private static boolean isFinished(@Nullable PacketLeft packet, long held) {
        return packet != null
                && held == 0
                && packet.leftFen() == 0
                && !packet.state().equals("ORDERED");
    }

    private static long leftOf(@Nullable PacketLeft packet, long held) {
        if (packet == null) {
            return 0;
        }
        return switch (packet.state()) {
            // Charged or not yet: a send in the middle of its way owes nothing, or all of it.
            case "ORDERED" -> held == 0 ? 0 : packet.totalFen();
            case "CANCELLED" -> 0;
            default -> packet.leftFen();
        };
    }
}
