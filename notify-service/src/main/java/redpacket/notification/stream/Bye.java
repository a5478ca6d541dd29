package redpacket.notification.stream;

/** Why the server ends a stream: the reason in the stream's last event. */
enum Bye {
    /** The caller's token has ended. The client needs another one. */
    TOKEN_EXPIRED,
    /** The user has opened more streams than are kept, and this one was the oldest. */
    REPLACED,
    /** The process ends. Another one goes on after the last message. */
    SHUTDOWN;

    /** The event. It has no id, so the client keeps the id of the last message. */
    String event(long retryMillis) {
        return "event: bye\nretry: " + retryMillis + "\ndata: {\"reason\":\"" + name() + "\"}\n\n";
    }
}
