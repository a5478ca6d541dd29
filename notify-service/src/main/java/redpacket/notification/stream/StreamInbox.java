package redpacket.notification.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;
import redpacket.common.process.StartBeforeServing;
import redpacket.notification.model.Message;
import redpacket.notification.store.Inbox;

/**
 * Keeps the open streams. A message from this process wakes its user's streams at once. A message from another process
 * is found by a look, every second, for what is new to all users with a stream here.
 */
@Component
class StreamInbox extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(StreamInbox.class);
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

    private final Inbox inbox;
    private final StreamSettings settings;
    private final OpenStreams streams;
    private final Semaphore reads;
    private final Semaphore joins;
    private final Thread thread;
    /** All messages up to here were announced to the streams. Only the thread touches it. */
    private long lookedUpTo;

    StreamInbox(Inbox inbox, StreamSettings settings, Clock clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.settings = settings;
        this.streams = new OpenStreams(settings.streamsMax(), settings.perUserMax());
        this.reads = new Semaphore(settings.readsAtOnce(), true);
        this.joins = new Semaphore(settings.joinsAtOnce());
        // Numbers grow with time: streams of this process do not wait for those from before its start.
        this.lookedUpTo = NumberGenerator.firstAt(clock.instant().minus(CLOCKS_APART_MAX));
        this.thread = Thread.ofPlatform().daemon().name("stream-inbox").unstarted(this::run);
        Gauge.builder("redpacket.streams", streams, OpenStreams::count)
                .description("open streams of events")
                .register(meters);
    }

    @Override
    protected void begin() {
        inbox.onAnnounce(streams::wake);
        thread.start();
    }

    /**
     * A stream from after the message with this id, from now where there is no id, and anew from now where the inbox
     * has no such message. Empty when there is no room.
     */
    Optional<InboxStream> join(UserId user, @Nullable String lastEventId, Instant tokenEnd)
            throws InterruptedException {
        if (!joins.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return reading(() -> begin(user.value(), lastEventId, tokenEnd)).flatMap(streams::join);
        } finally {
            joins.release();
        }
    }

    private InboxStream begin(long user, @Nullable String lastEventId, Instant tokenEnd) {
        String named = lastEventId == null ? "" : lastEventId;
        // A message id is spelled as a user id is.
        Optional<Long> number = UserId.parse(named).map(UserId::value);
        if (number.isPresent() && inbox.has(user, number.get())) {
            return new InboxStream(user, number.get(), false, tokenEnd);
        }
        return new InboxStream(user, inbox.lastNumber(user).orElse(0), !named.isEmpty(), tokenEnd);
    }

    /** The messages after the last one that was written; empty where the inbox could not be read. */
    Optional<List<Message>> messages(InboxStream stream) throws InterruptedException {
        return reading(() -> inbox.after(stream.user(), stream.lastNumber(), settings.batchMax()));
    }

    /**
     * A few reads at a time. When a share reaches thousands of streams, or when their clients all return, their reads
     * must leave connections to the database for the messages that are written.
     */
    private <T> Optional<T> reading(Supplier<T> read) throws InterruptedException {
        if (!reads.tryAcquire(settings.readTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.get());
        } finally {
            reads.release();
        }
    }

    void leave(InboxStream stream) {
        streams.leave(stream);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(settings.pollEvery());
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.debug("the inboxes cannot be read: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the streams have ended");
        }
    }

    /** The newest number first, then the users: a stream that opens later reads what was there before. */
    private void look() {
        if (streams.count() == 0) {
            return;
        }
        streams.wakeBehind();
        long newest = inbox.newest();
        if (newest == lookedUpTo) {
            return;
        }
        List<Long> users = streams.users();
        Map<Long, Long> last = new HashMap<>();
        for (int from = 0; from < users.size(); from += settings.pollUsersMax()) {
            List<Long> some = users.subList(from, Math.min(users.size(), from + settings.pollUsersMax()));
            last.putAll(inbox.newest(some, lookedUpTo));
        }
        streams.wakeBehind(last);
        lookedUpTo = newest;
    }

    /** Before the web server waits for its requests to end. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        streams.endAll();
    }

    @Override
    protected void end() {
        streams.endAll();
        thread.interrupt();
    }
}
