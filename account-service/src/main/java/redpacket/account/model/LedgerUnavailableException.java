package redpacket.account.model;

/** The ledger cannot take a command now, or its outcome is not known: post it again later. */
public final class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message) {
        super(message, null, false, false);
    }
}
