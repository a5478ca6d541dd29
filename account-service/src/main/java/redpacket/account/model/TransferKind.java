package redpacket.account.model;

/** Why money moved: the public kinds of ledger entries. */
public enum TransferKind {
    TOP_UP,
    WITHDRAWAL,
    PACKET_SENT,
    PACKET_OPENED,
    PACKET_REFUNDED,
    /** A charge that was voided before it came, and now never can (rule S2). Moves nothing. */
    VOID
}
