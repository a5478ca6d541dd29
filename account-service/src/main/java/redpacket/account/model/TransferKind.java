package redpacket.account.model;

/** Why money moved: the public kinds of ledger entries. */
public enum TransferKind {
    TOP_UP,
    WITHDRAWAL,
    PACKET_SENT,
    PACKET_OPENED,
    PACKET_REFUNDED,
    /** The price of a packet of a campaign, from the sponsor. */
    CAMPAIGN_FUNDED,
    /** What nobody won or claimed of a packet of a campaign, back to the sponsor. */
    CAMPAIGN_RETURNED,
    /** What a shake won. */
    SHAKE_PRIZE,
    /** A charge that was voided before it came, and now never can (rule S2). Moves nothing. */
    VOID
}
