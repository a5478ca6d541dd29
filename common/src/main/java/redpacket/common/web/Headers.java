package redpacket.common.web;

/** Headers between the gateway and the services; the gateway strips them from what a client sends. */
public final class Headers {
    public static final String SERVICE_KEY = "X-Service-Key";
    public static final String USER_ID = "X-User-Id";
    public static final String USER_ROLE = "X-User-Role";
    /** The end of the caller's token, in seconds since 1970. An answer that goes on ends with it. */
    public static final String TOKEN_EXPIRES = "Redpacket-Token-Expires";

    public static final String PACKET_ENDED = "X-Packet-Ended";
    /**
     * With 503: this instance does not lead the data that the call writes. Nothing was begun, or repeating it is safe,
     * so the caller may send the call to another instance.
     */
    public static final String NOT_LEADING = "X-Not-Leading";

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private Headers() {}
}
