package redpacket.notification.thank;

/** Whether a user has opened a packet. In order of precedence. */
sealed interface Opening {
    /** There is no such packet for this user. */
    record NotFound() implements Opening {}

    /** The user may see the packet, and has not opened it. */
    record NotOpened() implements Opening {}

    /** packet-service does not answer. */
    record Unknown() implements Opening {}

    record Opened(long senderId) implements Opening {}
}
