package redpacket.common.client;

/** When a call that failed at one instance goes to the next one. */
public enum Repeat {
    /** Only when no connection could be made, so nothing was sent. */
    UNSENT,
    /** Also when the instance did not answer, or answered with 5xx. Calls may take effect more than once. */
    UNANSWERED
}
