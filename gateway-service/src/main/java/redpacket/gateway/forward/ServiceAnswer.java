package redpacket.gateway.forward;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of a service before the gateway has judged it. */
final class ServiceAnswer {
    /** The attribute of an exchange whose route has an answer. */
    static final String ATTRIBUTE = ServiceAnswer.class.getName();

    private final int status;
    private final @Nullable String contentType;
    private final @Nullable String retryAfter;
    private final @Nullable String packetEnded;
    private final boolean notLeading;
    private final byte[] body;
    private final Map<String, String> added;

    ServiceAnswer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String packetEnded,
            byte[] body) {
        this(status, contentType, retryAfter, packetEnded, false, body, Map.of());
    }

    /** Added are the headers that filters of the route want in the answer. */
    ServiceAnswer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String packetEnded,
            boolean notLeading,
            byte[] body,
            Map<String, String> added) {
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
        this.packetEnded = packetEnded;
        this.notLeading = notLeading;
        this.body = body;
        this.added = added;
    }

    int status() {
        return status;
    }

    @Nullable
    String contentType() {
        return contentType;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    @Nullable
    String packetEnded() {
        return packetEnded;
    }

    /** Whether the instance did nothing, since another one leads what the call writes. */
    boolean isNotLeading() {
        return notLeading;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> added() {
        return added;
    }

    boolean isProblem() {
        return contentType != null && contentType.startsWith("application/problem+json");
    }

    /**
     * This answer. Fails for one that the service did not mean, such as a crash page; a 503 with a problem is meant.
     */
    ServiceAnswer unbroken() {
        if ((status >= 500 && !isProblem()) || status < 200 || (status >= 300 && status < 400)) {
            throw new BrokenAnswerException(status);
        }
        return this;
    }
}
