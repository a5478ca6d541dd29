package redpacket.notification.model;

/** The event behind a message. */
public enum MessageKind {
    PACKET_SHARED,
    PACKET_OPENED,
    PACKET_FINISHED,
    PACKET_REFUNDED,
    MONEY_RECEIVED,
    PRIZE_WON,
    THANKS
}
