package redpacket.notification.follow;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.notification.model.Message;
import redpacket.notification.model.MessageAnswer;
import tools.jackson.databind.json.JsonMapper;

/**
 * GET /v1/events: the messages of the inbox as Server-Sent Events, on a virtual thread each, since the server's own are for
 * calls. Who does not read for as long as the server's time-out of a write is dropped, and catches up from the inbox by
 * Last-Event-ID.
 */
@RestController
final class FollowEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(FollowEndpoint.class);
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(2);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final String BEGIN = "retry: 2000\n\n";
    private static final String HEARTBEAT = ":\n\n";

    private final FollowInbox follow;
    private final FollowSettings settings;
    private final JsonMapper json;

    FollowEndpoint(FollowInbox follow, FollowSettings settings, JsonMapper json) {
        this.follow = follow;
        this.settings = settings;
        this.json = json;
    }

    @GetMapping("/v1/events")
    void events(
            UserId user,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        Follower follower = join(user, lastEventId);
        try {
            AsyncContext open = request.startAsync();
            // It ends itself: with its client, or with this process.
            open.setTimeout(0);
            open.addListener(new CompleteOnError());
            var unused = Thread.ofVirtual().name("follower").start(() -> follow(follower, response, open));
        } catch (RuntimeException | Error e) {
            follow.leave(follower);
            throw e;
        }
    }

    private void follow(Follower follower, HttpServletResponse response, AsyncContext open) {
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            OutputStream out = response.getOutputStream();
            write(out, BEGIN);
            follow(follower, out);
        } catch (IOException e) {
            LOG.debug("a follower is gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a follower is let go", e);
        } finally {
            follow.leave(follower);
            complete(open);
        }
    }

    /** Whoever is second, here or in the server, finds it completed. */
    private static void complete(AsyncContext open) {
        try {
            open.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the server has ended it already: {}", e.toString());
        }
    }

    /** A client that has gone gets no page that says so. */
    private static final class CompleteOnError implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            complete(event.getAsyncContext());
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }

    private Follower join(UserId user, @Nullable String lastEventId) {
        try {
            return follow.join(user, numberOf(lastEventId)).orElseThrow(FollowEndpoint::noRoom);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noRoom();
        }
    }

    private static Problem noRoom() {
        return Problem.unavailable(
                "TOO_MANY_FOLLOWERS", "Too many follow their inbox here; come back soon.", COME_BACK_AFTER);
    }

    private void follow(Follower follower, OutputStream out) throws IOException, InterruptedException {
        long written = System.nanoTime();
        while (follower.isOpen()) {
            long before = follower.lastNumber();
            boolean more = writeNews(follower, out);
            if (follower.lastNumber() > before) {
                written = System.nanoTime();
            }
            Duration quiet = Duration.ofNanos(System.nanoTime() - written);
            Duration left = settings.heartbeatEvery().minus(quiet);
            if (!left.isPositive()) {
                write(out, HEARTBEAT);
                written = System.nanoTime();
            } else if (!more) {
                // Who could not read has nobody who wakes it for what it missed.
                boolean soon = follower.couldNotRead() && left.compareTo(AGAIN_AFTER) > 0;
                var unused = follower.await(soon ? AGAIN_AFTER : left);
            }
        }
    }

    /** Whether there may be more at once. */
    private boolean writeNews(Follower follower, OutputStream out) throws IOException, InterruptedException {
        long heardOf = follower.heardOf();
        List<Message> news = news(follower).orElse(null);
        follower.couldNotRead(news == null);
        if (news == null) {
            return false;
        }
        if (news.size() < settings.batchMax()) {
            follower.lookedUpTo(heardOf);
        }
        if (news.isEmpty()) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        for (Message message : news) {
            text.append("id: ")
                    .append(message.messageNumber())
                    .append("\ndata: ")
                    .append(json.writeValueAsString(MessageAnswer.of(message)))
                    .append("\n\n");
        }
        write(out, text.toString());
        follower.wroteUpTo(news.getLast().messageNumber());
        return news.size() == settings.batchMax();
    }

    private Optional<List<Message>> news(Follower follower) throws InterruptedException {
        try {
            return follow.news(follower);
        } catch (RuntimeException e) {
            // The inbox is away; the next look finds what is missed here.
            LOG.debug("an inbox is not to be had: {}", e.toString());
            return Optional.empty();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Optional<Long> numberOf(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return Optional.empty();
        }
        // A number of a message is spelled as a user id is.
        return Optional.of(UserId.parse(lastEventId)
                .orElseThrow(() -> Problem.invalid("INVALID_LAST_EVENT_ID", "Last-Event-ID is a messageId."))
                .value());
    }
}
