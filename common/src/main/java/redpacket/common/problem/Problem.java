package redpacket.common.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is a refusal: RFC 9457 with a stable code. Thrown by use cases at the edge of a
 * service; carries no stack trace, since it is an answer and not a bug.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final long retryAfterMillis;
    private final Map<String, String> members;
    private final boolean notLeading;

    private Problem(int status, String code, String detail, long retryAfterMillis) {
        this(status, code, detail, retryAfterMillis, Map.of(), false);
    }

    private Problem(
            int status,
            String code,
            String detail,
            long retryAfterMillis,
            Map<String, String> members,
            boolean notLeading) {
        super(detail, null, false, false);
        this.notLeading = notLeading;
        this.status = status;
        this.code = code;
        this.retryAfterMillis = retryAfterMillis;
        this.members = Map.copyOf(members);
    }

    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, 0);
    }

    /** The same problem with another member in its body. */
    public Problem with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, code, detail(), retryAfterMillis, more, notLeading);
    }

    /** 400: the request cannot be understood; the code says which part. */
    public static Problem invalid(String code, String detail) {
        return of(400, code, detail);
    }

    /** 404: unknown, forged and foreign ids look the same. */
    public static Problem notFound() {
        return of(404, "NOT_FOUND", "There is no such thing, or it is not for you.");
    }

    /** 503 with a time to come back, spread over base to twice base so that the crowd does not return at once. */
    public static Problem unavailable(String code, String detail, Duration base) {
        return new Problem(503, code, detail, jittered(base));
    }

    /** 429 with a time to come back. */
    public static Problem tooMany(String code, String detail, Duration base) {
        return new Problem(429, code, detail, jittered(base));
    }

    private static long jittered(Duration base) {
        long millis = Math.max(1, base.toMillis());
        return millis + ThreadLocalRandom.current().nextLong(millis);
    }

    /** The same refusal, for a call that another instance of the service can take. */
    public Problem notLeading() {
        return new Problem(status, code, detail(), retryAfterMillis, members, true);
    }

    /** Whether another instance leads the data that the call writes. */
    public boolean isNotLeading() {
        return notLeading;
    }

    public int status() {
        return status;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** 0 when the request is not worth repeating. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }

    /** Whole seconds for the header Retry-After, rounded up; null when the request is not worth repeating. */
    public @Nullable String retryAfterSeconds() {
        return retryAfterMillis == 0 ? null : Long.toString((retryAfterMillis + 999) / 1000);
    }

    /** The body, in the order of RFC 9457. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "type",
                "urn:redpacket:problem:"
                        + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        body.put("title", ProblemTitle.of(status));
        body.put("status", status);
        body.put("detail", detail());
        body.put("code", code);
        if (retryAfterMillis > 0) {
            body.put("retryAfterMillis", retryAfterMillis);
        }
        body.putAll(members);
        return body;
    }
}
