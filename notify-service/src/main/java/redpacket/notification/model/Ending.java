package redpacket.notification.model;

/** How a packet that was sent ended. */
public enum Ending {
    FINISHED,
    REFUNDED
}
