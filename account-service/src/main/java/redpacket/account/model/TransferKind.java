package redpacket.account.model;

/** Why money moved: the public kinds of ledger entries. */
public enum TransferKind {
    TOP_UP,
    WITHDRAWAL,
    /** A withdrawal that the payment provider refused, back to the wallet. */
    WITHDRAWAL_RETURNED,
    PACKET_SENT,
    PACKET_OPENED,
    PACKET_REFUNDED,
    /** The price of a packet of a campaign, from the sponsor. */
    CAMPAIGN_FUNDED,
    /** The rest of a packet of a campaign, back to the sponsor. */
    CAMPAIGN_RETURNED,
    /** A prize that a shake won. */
    SHAKE_PRIZE,
    /** A correction by two operators. */
    CORRECTION,
    /** A charge that was voided before it came, and now never can (rule S2). Moves nothing. */
    VOID
}
