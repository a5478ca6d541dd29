package redpacket.common.web;

/** Headers between the gateway and the services; the gateway strips them from what a client sends. */
public final class Headers {
    public static final String SERVICE_KEY = "X-Service-Key";
    public static final String USER_ID = "X-User-Id";
    public static final String USER_ROLE = "X-User-Role";
    /** The end of the caller's token, in seconds since 1970. An answer that goes on ends with it. */
    public static final String TOKEN_EXPIRES = "Redpacket-Token-Expires";

    public static final String PACKET_ENDED = "X-Packet-Ended";
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private Headers() {}
}
