package redpacket.grab.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One packet's part in a batch: decides requests in their order on top of the durable log, and gathers the entries to
 * be committed. The memory itself changes only once they are.
 *
 * <p>INVARIANT: entries continue the log without a gap; no user has two; nothing follows the last.
 */
public final class PacketTurn {
    private final PacketMemory memory;
    private final Amounts amounts;
    private final RandomGenerator random;
    private final Map<Long, Share> newShares = new HashMap<>();
    private final List<LogEntry> newEntries = new ArrayList<>();
    private int sequenceLast;
    private long leftFen;
    private int leftCount;
    private @Nullable Ending ending;

    public PacketTurn(PacketMemory memory, Amounts amounts, RandomGenerator random) {
        this.memory = memory;
        this.amounts = amounts;
        this.random = random;
        this.sequenceLast = memory.sequenceLast();
        this.leftFen = memory.leftFen();
        this.leftCount = memory.leftCount();
        this.ending = memory.ending();
    }

    /**
     * What an open ends in, once the batch is durable.
     *
     * @param passwordChecked the caller has given the packet's password
     * @param inDoubt an earlier try of the same request may have been committed: a share that is found is its own
     */
    public OpenOutcome open(long userId, boolean passwordChecked, Instant now, String traceId, boolean inDoubt) {
        PacketTerms terms = memory.terms();
        switch (terms.standingOf(userId)) {
            case STRANGER -> {
                return new OpenOutcome.Unknown();
            }
            case ONLOOKER -> {
                return new OpenOutcome.NotInAudience();
            }
            case INVITED -> {}
        }
        if (terms.kind() == PacketKind.PASSWORD && !passwordChecked) {
            return new OpenOutcome.WrongPassword();
        }
        Share durable = memory.shareOf(userId);
        if (durable != null) {
            return memory.opened(durable, !inDoubt);
        }
        Share pending = newShares.get(userId);
        if (pending != null) {
            return memory.opened(pending, true);
        }
        if (ending == null && terms.isExpiredAt(now)) {
            append(LogEntry.CLOSING_USER, leftFen, now, traceId);
            ending = Ending.EXPIRED;
        }
        if (ending != null) {
            return memory.ended(ending);
        }
        long amount = amounts.draw(terms, leftFen, leftCount, random);
        LogEntry entry = append(userId, amount, now, traceId);
        leftCount--;
        if (leftCount == 0) {
            ending = Ending.EMPTY;
        }
        Share share = new Share(entry.sequence(), amount, now);
        newShares.put(userId, share);
        return memory.opened(share, false);
    }

    /** Closes a packet whose time has passed. False for one whose time has not; true also for one that has ended. */
    public boolean close(Instant now, String traceId) {
        if (ending != null) {
            return true;
        }
        if (!memory.terms().isExpiredAt(now)) {
            return false;
        }
        append(LogEntry.CLOSING_USER, leftFen, now, traceId);
        ending = Ending.EXPIRED;
        return true;
    }

    private LogEntry append(long userId, long amountFen, Instant now, String traceId) {
        sequenceLast++;
        leftFen = Math.subtractExact(leftFen, amountFen);
        LogEntry entry = LogEntry.of(memory.terms().packet().number(), sequenceLast, userId, amountFen, now, traceId);
        newEntries.add(entry);
        return entry;
    }

    public PacketMemory memory() {
        return memory;
    }

    public List<LogEntry> newEntries() {
        return newEntries;
    }

    /** Whether this batch ends the packet. */
    public boolean ends() {
        return ending != null && memory.ending() == null;
    }

    /** The batch is durable. */
    public void settle() {
        newEntries.forEach(memory::append);
    }
}
