package redpacket.notification.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.notification.model.Message;
import redpacket.notification.model.MessageAnswer;
import tools.jackson.databind.json.JsonMapper;

/**
 * GET /v1/events: the messages of the inbox as Server-Sent Events. Each stream has a virtual thread, since the server's
 * threads are for calls. A client that does not read within the server's time-out of a write is dropped, and goes on by
 * Last-Event-ID.
 *
 * <p>Events without a name are messages. The event {@code reset} comes first where the client named a message that the
 * inbox does not have. The client then reads its inbox, and the stream goes on from now. The event {@code bye} is the
 * last event of a stream that this process ends.
 */
@RestController
final class StreamEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(2);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final String BEGIN = "retry: 2000\n\n";
    private static final String HEARTBEAT = ":\n\n";

    private final StreamInbox inboxes;
    private final StreamSettings settings;
    private final Clock clock;
    private final JsonMapper json;

    StreamEndpoint(StreamInbox inboxes, StreamSettings settings, Clock clock, JsonMapper json) {
        this.inboxes = inboxes;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping("/v1/events")
    void events(
            UserId user,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestHeader(name = Headers.TOKEN_EXPIRES, required = false) @Nullable Long tokenExpires,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        // Calls between services have no token.
        Instant tokenEnd = tokenExpires == null ? Instant.MAX : Instant.ofEpochSecond(tokenExpires);
        InboxStream stream = join(user, lastEventId, tokenEnd);
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            // A proxy on the way hands each event on at once.
            response.setHeader("X-Accel-Buffering", "no");
            StreamConnection out = new StreamConnection(request.startAsync(), response.getOutputStream());
            AsyncContext open = request.getAsyncContext();
            // The stream ends itself: with its client, its token, or this process.
            open.setTimeout(0);
            open.addListener(out);
            var unused = Thread.ofVirtual().name("stream").start(() -> run(stream, out));
        } catch (IOException | RuntimeException | Error e) {
            inboxes.leave(stream);
            throw e;
        }
    }

    private void run(InboxStream stream, StreamConnection out) {
        try {
            out.write(BEGIN + (stream.begunAnew() ? reset(stream.lastNumber()) : ""));
            writeUntilItEnds(stream, out);
            out.write(stream.bye().orElseThrow().event(retryMillis()));
        } catch (IOException e) {
            LOG.debug("a stream's client is gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a stream failed", e);
        } finally {
            inboxes.leave(stream);
            out.complete();
        }
    }

    /** The id of the newest message, from where the client goes on if the connection breaks before the next one. */
    private static String reset(long lastNumber) {
        return "event: reset\n" + (lastNumber > 0 ? "id: " + lastNumber + "\n" : "")
                + "data: {\"reason\":\"UNKNOWN_LAST_EVENT_ID\"}\n\n";
    }

    /** Spread over once to twice the setting, so that the clients of a process that ends do not all return at once. */
    private long retryMillis() {
        long least = settings.byeRetry().toMillis();
        return least + ThreadLocalRandom.current().nextLong(least);
    }

    private InboxStream join(UserId user, @Nullable String lastEventId, Instant tokenEnd) {
        try {
            return inboxes.join(user, lastEventId, tokenEnd).orElseThrow(StreamEndpoint::noRoom);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noRoom();
        }
    }

    private static Problem noRoom() {
        return Problem.unavailable(
                "TOO_MANY_FOLLOWERS", "There is no room for another stream at the moment.", COME_BACK_AFTER);
    }

    private void writeUntilItEnds(InboxStream stream, StreamConnection out) throws IOException, InterruptedException {
        long written = System.nanoTime();
        while (stream.isOpen()) {
            Duration tokenLeft = Duration.between(clock.instant(), stream.tokenEnd());
            if (!tokenLeft.isPositive()) {
                stream.end(Bye.TOKEN_EXPIRED);
                return;
            }
            long before = stream.lastNumber();
            boolean more = writeMessages(stream, out);
            if (stream.lastNumber() > before) {
                written = System.nanoTime();
            }
            Duration quiet = Duration.ofNanos(System.nanoTime() - written);
            Duration left = settings.heartbeatEvery().minus(quiet);
            if (!left.isPositive()) {
                out.write(HEARTBEAT);
                written = System.nanoTime();
            } else if (!more) {
                // Nothing wakes a stream for a message that it could not read.
                Duration atMost = stream.couldNotRead() ? shorter(left, AGAIN_AFTER) : left;
                var unused = stream.await(shorter(atMost, tokenLeft));
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether there may be more at once. */
    private boolean writeMessages(InboxStream stream, StreamConnection out) throws IOException, InterruptedException {
        long announced = stream.announced();
        List<Message> messages = messages(stream).orElse(null);
        stream.couldNotRead(messages == null);
        if (messages == null) {
            return false;
        }
        if (messages.size() < settings.batchMax()) {
            stream.lookedUpTo(announced);
        }
        if (messages.isEmpty()) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        for (Message message : messages) {
            text.append("id: ")
                    .append(message.messageNumber())
                    .append("\ndata: ")
                    .append(json.writeValueAsString(MessageAnswer.of(message)))
                    .append("\n\n");
        }
        out.write(text.toString());
        stream.wroteUpTo(messages.getLast().messageNumber());
        return messages.size() == settings.batchMax();
    }

    private Optional<List<Message>> messages(InboxStream stream) throws InterruptedException {
        try {
            return inboxes.messages(stream);
        } catch (RuntimeException e) {
            // The next look finds the messages.
            LOG.debug("an inbox cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }
}
