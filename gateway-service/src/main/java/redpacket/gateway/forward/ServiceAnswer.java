package redpacket.gateway.forward;

import org.jspecify.annotations.Nullable;

/** What a service said, as it said it. */
final class ServiceAnswer {
    private final int status;
    private final @Nullable String contentType;
    private final @Nullable String retryAfter;
    private final @Nullable String packetEnded;
    private final byte[] body;

    ServiceAnswer(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String packetEnded,
            byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
        this.packetEnded = packetEnded;
        this.body = body;
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

    byte[] body() {
        return body;
    }

    boolean isProblem() {
        return contentType != null && contentType.startsWith("application/problem+json");
    }

    /** Not the service's own word: a crash page, a proxy's error. A 503 that it chose to give is an answer like another. */
    boolean isBroken() {
        return (status >= 500 && !isProblem()) || status < 200 || (status >= 300 && status < 400);
    }
}
