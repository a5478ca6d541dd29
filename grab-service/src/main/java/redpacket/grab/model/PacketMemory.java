package redpacket.grab.model;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A packet in the owner's memory: its terms and its durable log.
 *
 * <p>INVARIANT: holds only entries that are committed on two machines. Only the lane's thread writes; any thread reads.
 * Shares are added before the ending is set, so a reader that sees the ending sees every share.
 */
public final class PacketMemory {
    private final PacketTerms terms;
    private final Map<Long, Share> shares = new ConcurrentHashMap<>();
    private int sequenceLast;
    private long leftFen;
    private long refundFen;
    private int leftCount;
    private volatile @Nullable Ending ending;

    public PacketMemory(PacketTerms terms, List<LogEntry> log) {
        this.terms = terms;
        this.leftFen = terms.totalFen();
        this.leftCount = terms.count();
        log.forEach(this::append);
    }

    /** Adds the next entry, which is durable. */
    public void append(LogEntry entry) {
        if (entry.sequence() != sequenceLast + 1 || ending != null) {
            throw new IllegalStateException(
                    "entry " + entry.sequence() + " cannot follow entry " + sequenceLast + " of a packet's log");
        }
        sequenceLast = entry.sequence();
        leftFen = Math.subtractExact(leftFen, entry.amountFen());
        if (leftFen < 0) {
            throw new IllegalStateException("the log of a packet gives away more than its total");
        }
        if (entry.isClosing()) {
            refundFen = entry.amountFen();
            ending = Ending.EXPIRED;
            return;
        }
        shares.put(entry.userId(), new Share(entry.sequence(), entry.amountFen(), entry.at()));
        leftCount = leftCount - 1;
        if (leftCount == 0) {
            ending = Ending.EMPTY;
        }
    }

    public PacketTerms terms() {
        return terms;
    }

    public @Nullable Ending ending() {
        return ending;
    }

    public @Nullable Share shareOf(long userId) {
        return shares.get(userId);
    }

    public Map<Long, Share> shares() {
        return Map.copyOf(shares);
    }

    public int sequenceLast() {
        return sequenceLast;
    }

    public long leftFen() {
        return leftFen;
    }

    public int leftCount() {
        return leftCount;
    }

    public long refundFen() {
        return refundFen;
    }

    /** The outcome for a user who may open, if the durable log decides it; null where the lane must decide. */
    public @Nullable OpenOutcome answer(long userId) {
        // Read the ending first: in the other order a share that is added in between would be missed.
        Ending ended = ending;
        Share share = shares.get(userId);
        if (share != null) {
            return opened(share, true);
        }
        return ended == null ? null : ended(ended);
    }

    public OpenOutcome.Opened opened(Share share, boolean replayed) {
        return new OpenOutcome.Opened(
                share.amountFen(), share.sequence(), terms.count() - share.sequence(), share.at(), replayed);
    }

    public OpenOutcome ended(Ending how) {
        return switch (how) {
            case EMPTY -> new OpenOutcome.Empty(terms.isOpenToAll());
            case EXPIRED -> new OpenOutcome.Expired(terms.isOpenToAll());
        };
    }
}
