package redpacket.account.funds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.account.funds.FundsMapper.PacketFen;
import redpacket.account.funds.PacketBalances.PacketLeft;
import redpacket.common.id.NumberGenerator;

/**
 * Compares, packet by packet, what escrow holds with what a set's logs say is left (rule M1). What is finished and has
 * not moved since is passed over, see {@link FinishedRanges}. One caller at a time.
 */
final class PacketGaps {
    private static final long MOVED_ENTRIES_MAX = 50_000;
    /** No packet gets a row this long after its number was made. */
    private static final Duration NUMBER_SETTLED = Duration.ofMinutes(1);

    /** What a set says is left in its packets after this one, in their order; fewer than asked for at the end. */
    interface Left {
        List<PacketLeft> page(int set, long after);
    }

    /** A shard's escrow. */
    interface Escrow {
        long entryIdLast();

        /** The packets that have entries of (after, through]. */
        List<Moved> moved(long after, long through);

        /** Packets of (after, through] with what is held, in their order, no more than a page. */
        List<PacketFen> page(int set, long after, long through);
    }

    record Moved(int packetSet, long packetNumber) {}

    private final Left left;
    private final List<Escrow> shards;
    private final int pageMax;
    private final Clock clock;
    private final Map<Integer, FinishedRanges> finished = new HashMap<>();
    private final Map<Escrow, Long> seenThrough = new HashMap<>();

    PacketGaps(Left left, List<? extends Escrow> shards, int pageMax, Clock clock) {
        this.left = left;
        this.shards = List.copyOf(shards);
        this.pageMax = pageMax;
        this.clock = clock;
    }

    long of(int set) {
        // Before anything is read: what moves meanwhile is noticed the next time.
        shards.forEach(this::noticeWhatMoved);
        FinishedRanges known = rangesOf(set);
        Instant now = clock.instant();
        long settled = NumberGenerator.firstAt(now.minus(NUMBER_SETTLED));
        long gap = 0;
        long after = 0;
        while (true) {
            Long through = known.throughOf(after, now);
            if (through == null) {
                List<PacketLeft> page = left.page(set, after);
                through =
                        page.size() < pageMax ? Long.MAX_VALUE : page.getLast().packetNumber();
                Compared range = compare(set, after, through, page);
                gap = Math.addExact(gap, range.gap());
                if (range.finished() && through < settled) {
                    known.keep(after, through, now);
                }
            }
            if (through == Long.MAX_VALUE) {
                return gap;
            }
            after = through;
        }
    }

    private FinishedRanges rangesOf(int set) {
        return finished.computeIfAbsent(set, number -> new FinishedRanges());
    }

    private void noticeWhatMoved(Escrow shard) {
        long last = shard.entryIdLast();
        long seen = seenThrough.getOrDefault(shard, 0L);
        if (last < seen || last - seen > MOVED_ENTRIES_MAX) {
            finished.values().forEach(FinishedRanges::forgetAll);
        } else if (last > seen) {
            shard.moved(seen, last).forEach(moved -> rangesOf(moved.packetSet()).moved(moved.packetNumber()));
        }
        seenThrough.put(shard, last);
    }

    /** @param finished whether all of these packets have ended, with nothing left and nothing held */
    private record Compared(long gap, boolean finished) {}

    private Compared compare(int set, long after, long through, List<PacketLeft> page) {
        List<Ascending<PacketFen>> ledgers = new ArrayList<>();
        for (Escrow shard : shards) {
            ledgers.add(new Ascending<>(after, number -> shard.page(set, number, through), PacketFen::packetNumber));
        }
        Ascending<PacketLeft> sets =
                new Ascending<>(after, number -> number == after ? page : List.of(), PacketLeft::packetNumber);
        long gap = 0;
        boolean finished = true;
        while (true) {
            long number = sets.nextNumber();
            for (Ascending<PacketFen> ledger : ledgers) {
                number = Math.min(number, ledger.nextNumber());
            }
            if (number == Long.MAX_VALUE) {
                return new Compared(gap, finished);
            }
            long held = 0;
            for (Ascending<PacketFen> ledger : ledgers) {
                PacketFen fen = ledger.takeIf(number);
                held = Math.addExact(held, fen == null ? 0 : fen.fen());
            }
            PacketLeft packet = sets.takeIf(number);
            gap = Math.addExact(gap, Math.abs(held - leftOf(packet, held)));
            finished &= packet != null && held == 0 && hasEnded(packet);
        }
    }

    private static boolean hasEnded(PacketLeft packet) {
        return packet.leftFen() == 0 && !packet.state().equals("ORDERED");
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
