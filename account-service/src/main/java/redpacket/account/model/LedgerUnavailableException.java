package redpacket.account.model;

/** The ledger cannot take a command now, or its outcome is not known: post it again later. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean notLeading;

    public LedgerUnavailableException(String message) {
        this(message, false);
    }

    private LedgerUnavailableException(String message, boolean notLeading) {
        super(message, null, false, false);
        this.notLeading = notLeading;
    }

    /** Another process leads the shard: the command can be posted there at once. */
    public static LedgerUnavailableException notLeading(int shard) {
        return new LedgerUnavailableException("this process does not lead shard " + shard, true);
    }

    public boolean isNotLeading() {
        return notLeading;
    }
}
