package redpacket.gateway.answer;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import tools.jackson.databind.json.JsonMapper;

/** The answer to a client: status, media type, body, and for a refusal the time until a repeat. */
public final class Answer {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final @Nullable String retryAfter;
    private final By by;

    /** The giver of an answer: a service, or the gateway itself. */
    public enum By {
        EDGE,
        SERVICE
    }

    public Answer(int status, @Nullable String contentType, byte[] body, @Nullable String retryAfter, By by) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.retryAfter = retryAfter;
        this.by = by;
    }

    /** The gateway's own answer. */
    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), null, By.EDGE);
    }

    public static Answer of(Problem problem) {
        return new Answer(
                problem.status(),
                PROBLEM,
                MAPPER.writeValueAsBytes(problem.body()),
                problem.retryAfterSeconds(),
                By.EDGE);
    }

    public int status() {
        return status;
    }

    public @Nullable String contentType() {
        return contentType;
    }

    public byte[] body() {
        return body;
    }

    /** Whole seconds for the header Retry-After. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    public By by() {
        return by;
    }
}
