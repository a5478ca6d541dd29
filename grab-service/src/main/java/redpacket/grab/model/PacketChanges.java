package redpacket.grab.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one packet in a batch: decides requests in their order on top of the durable log, and collects the
 * entries to commit. The memory itself changes only after the commit.
 *
 * <p>INVARIANT: the entries continue the log without a gap; no user has two; nothing follows the last entry.
 */
public final class PacketChanges {
    private final PacketMemory memory;
    private final Amounts amounts;
    private final RandomGenerator random;
    private final Map<Long, Share> newShares = new HashMap<>();
    /** The prizes among the new entries, by user. */
    private final Map<Long, Long> newPrizes = new HashMap<>();

    private final List<LogEntry> newEntries = new ArrayList<>();
    private int sequenceLast;
    private long leftFen;
    private int leftCount;
    private @Nullable Ending ending;

    public PacketChanges(PacketMemory memory, Amounts amounts, RandomGenerator random) {
        this.memory = memory;
        this.amounts = amounts;
        this.random = random;
        this.sequenceLast = memory.sequenceLast();
        this.leftFen = memory.leftFen();
        this.leftCount = memory.leftCount();
        this.ending = memory.ending();
    }

    /**
     * The outcome of an open, valid once the batch is durable.
     *
     * @param passwordChecked the caller has given the packet's password
     * @param inDoubt an earlier try of the same request may have been committed, so a share in the log is its own
     */
    public OpenOutcome open(long userId, boolean passwordChecked, Instant now, String traceId, boolean inDoubt) {
        return open(userId, passwordChecked, now, traceId, inDoubt, null);
    }

    /** The same for a packet of a campaign, which requires a pass. */
    public OpenOutcome open(
            long userId, boolean passwordChecked, Instant now, String traceId, boolean inDoubt, @Nullable Pass pass) {
        PacketTerms terms = memory.terms();
        OpenOutcome refusal = refusal(terms, userId, pass);
        if (refusal != null) {
            return refusal;
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
        if (isDueToClose(now)) {
            append(LogEntry.CLOSING_USER, leftFen, now, traceId);
            ending = Ending.EXPIRED;
        }
        if (ending != null) {
            return memory.ended(ending);
        }
        long amount = amountFor(terms, pass);
        LogEntry entry = append(userId, amount, now, traceId);
        leftCount--;
        if (leftCount == 0) {
            ending = Ending.EMPTY;
        }
        Share share = new Share(entry.sequence(), amount, now);
        newShares.put(userId, share);
        if (pass != null && pass.prizeId() != null) {
            newPrizes.put(userId, pass.prizeId());
        }
        return memory.opened(share, false);
    }

    private static @Nullable OpenOutcome refusal(PacketTerms terms, long userId, @Nullable Pass pass) {
        if (terms.isOfCampaign()) {
            // A cash prize has no amount other than its winner's.
            boolean drawn = pass != null && pass.amountFen() == null;
            return pass == null || (drawn && terms.kind() != PacketKind.LUCKY) ? new OpenOutcome.Unknown() : null;
        }
        return switch (terms.accessOf(userId)) {
            case NONE -> new OpenOutcome.Unknown();
            case VISIBLE -> new OpenOutcome.NotInAudience();
            case ALLOWED -> null;
        };
    }

    private long amountFor(PacketTerms terms, @Nullable Pass pass) {
        Long won = pass == null ? null : pass.amountFen();
        if (won == null) {
            return amounts.draw(terms, leftFen, leftCount, random);
        }
        if (won > leftFen) {
            throw new IllegalStateException("the prizes of a packet are worth more than its total");
        }
        return won;
    }

    /** Closes an expired packet. True also if the packet has ended already; false if its time has not passed. */
    public boolean close(Instant now, String traceId) {
        return close(now, traceId, false);
    }

    /** With recall a packet of a campaign is closed before its time, since the campaign was ended early. */
    public boolean close(Instant now, String traceId, boolean recall) {
        if (ending != null) {
            return true;
        }
        if (!memory.terms().isExpiredAt(now) && !(recall && memory.terms().isOfCampaign())) {
            return false;
        }
        append(LogEntry.CLOSING_USER, leftFen, now, traceId);
        ending = Ending.EXPIRED;
        return true;
    }

    /** Whether an open or a close at this time would close the packet because it has expired. */
    public boolean isDueToClose(Instant now) {
        return ending == null && memory.terms().isExpiredAt(now);
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

    /** The prize that a new entry opens; null for an entry without one. */
    public @Nullable Long prizeOf(LogEntry entry) {
        return newPrizes.get(entry.userId());
    }

    /** Whether this batch ends the packet. */
    public boolean ends() {
        return ending != null && memory.ending() == null;
    }

    /** Adds the new entries to the memory. Call it only once they are durable. */
    public void applyToMemory() {
        newEntries.forEach(memory::append);
    }
}
