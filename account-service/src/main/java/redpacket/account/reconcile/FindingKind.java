package redpacket.account.reconcile;

/** What reconciliation can find, and what an operator does about it. */
enum FindingKind {
    CREDIT_MISSING(
            "The log has it and the ledger does not. Its event is sent once more; nothing to do unless it stays."),
    CREDIT_WITHOUT_OPEN(
            "The ledger paid what the packet's log does not have. Compare the log with a backup or a replica"
                    + " that was stopped; never delete the ledger's rows."),
    CREDIT_DIFFERS("Log and ledger have different amounts of one share. Compare both with the audit and a backup."),
    LOG_BROKEN("Entries of the packet's log are missing in the middle. Restore them from a backup; opens of the packet"
            + " are refused until then."),
    LOG_OVERDRAWN("The packet's log gives away more than its total. Mask the set and look at who wrote the log."),
    CHARGE_MISSING("The packet is active and its sender was not charged. Compare the ledger with the audit."),
    CHARGE_WITHOUT_PACKET("The sender was charged for a packet that is not there or was cancelled. Restore the packet's"
            + " row, or give the money back by a top-up."),
    CHARGE_DIFFERS("The charge is not what the packet is worth. Compare both with the audit and a backup."),
    CHARGE_PENDING("Charged and not yet active: the sweeper finishes it. If it stays, look at packet-service's log."),
    WALLET_DIFFERS("The balance is not the sum of its entries. The wallet is frozen: nothing is paid out of it. Run the"
            + " audit, correct the balance by hand, then unfreeze it."),
    WALLET_MISSING("There are entries of a wallet that is not there. Run the audit and restore the wallet's row."),
    ENTRY_MISSING("Entries of the ledger were deleted. Run the audit and restore the rows from a backup or a replica."),
    ENTRIES_UNBALANCED("The two entries of a transfer do not sum to zero. Run the audit: it names the rows."),
    TRANSFER_MISSING(
            "Entries have no transfer row, or one that says something else. Restore it from a backup: it is what"
                    + " makes a repeat harmless.");

    private final String advice;

    FindingKind(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    /** Whether it is repaired by having the event sent again, or by a worker that is on its way. */
    boolean passesByItself() {
        return this == CREDIT_MISSING || this == CHARGE_PENDING;
    }
}
