package redpacket.account.reconcile;

/**
 * Two records that do not agree.
 *
 * @param subject a packet, {@code packet/set/number}, or a part of a shard, {@code shard/…}
 * @param detail tells it from others of the same kind and subject
 * @param user 0 where no user is concerned
 * @param fen how much money is in question
 * @param sequence of the log entry that is missing in the ledger; 0 for other kinds
 */
record Discrepancy(FindingKind kind, String subject, String detail, long user, long fen, int sequence) {
    String id() {
        return kind + ":" + subject + ":" + detail;
    }
}
