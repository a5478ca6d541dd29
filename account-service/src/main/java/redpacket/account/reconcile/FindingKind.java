package redpacket.account.reconcile;

/** The kinds of findings of reconciliation, each with advice for the operator. */
enum FindingKind {
    CREDIT_MISSING("The log has the entry and the ledger does not. Its event is sent again; wait unless this stays."),
    CREDIT_WITHOUT_OPEN(
            "The ledger paid a share that the packet's log does not have. Compare the log with a backup or a stopped"
                    + " replica; do not correct rows."),
    CREDIT_TWICE("The ledger paid one share more than once. Do not correct rows: find what wrote the second credit."),
    CREDIT_DIFFERS("Log and ledger differ in one share. Compare both with the audit and a backup."),
    LOG_BROKEN("Entries are missing in the middle of the packet's log. Restore them from a backup; opens of the packet"
            + " are refused until then."),
    LOG_OVERDRAWN("The packet's log gives away more than its total. Mask the set and find what wrote the log."),
    CHARGE_MISSING("The packet is active and its sender was not charged. Compare the ledger with the audit."),
    CHARGE_TWICE("The sender was charged more than once for one packet. Do not correct rows: find what wrote the"
            + " second charge."),
    CHARGE_WITHOUT_PACKET("The sender was charged for a packet that is missing or cancelled. Restore the packet's row,"
            + " or give the money back by a top-up."),
    CHARGE_DIFFERS("The charge is not the packet's total. Compare both with the audit and a backup."),
    CHARGE_PENDING("The packet is charged and not yet active. The sweeper finishes it; if this stays, read the log of"
            + " packet-service."),
    DIGESTS_DIFFER("The digests of log and ledger differ, and the rows do not. One side counts rows that it does not"
            + " show, such as from a damaged index. Run the audit and check the tables of both."),
    WALLET_DIFFERS("The balance is not the sum of the wallet's entries. The wallet is frozen and pays nothing. Do not"
            + " correct rows: run the audit, find the cause, restore the damaged rows from a backup, then unfreeze."),
    WALLET_MISSING("Entries name a wallet that is missing. Run the audit and restore the wallet's row from a backup."),
    ENTRY_MISSING("Entries of the ledger were deleted. Run the audit and restore the rows from a backup or a replica."),
    ENTRIES_UNBALANCED("The two entries of a transfer do not sum to zero. Run the audit, which names the rows."),
    TRANSFER_MISSING("Entries have no transfer row, or a transfer row that differs from them. Restore it from a backup:"
            + " it makes a repeat harmless.");

    private final String advice;

    FindingKind(String advice) {
        this.advice = advice;
    }

    String advice() {
        return advice;
    }

    /** Whether a resent event or a worker repairs it without an operator. */
    boolean passesByItself() {
        return this == CREDIT_MISSING || this == CHARGE_PENDING;
    }
}
