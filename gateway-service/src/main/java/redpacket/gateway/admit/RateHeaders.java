package redpacket.gateway.admit;

/** The values of the headers RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers). */
public record RateHeaders(String policy, String limit) {
    public static final String POLICY = "RateLimit-Policy";
    public static final String LIMIT = "RateLimit";
}
