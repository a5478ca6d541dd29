package redpacket.notification.model;

/** What a message tells of. */
public enum MessageKind {
    PACKET_SHARED,
    PACKET_OPENED,
    PACKET_FINISHED,
    PACKET_REFUNDED,
    MONEY_RECEIVED,
    PRIZE_WON
}
