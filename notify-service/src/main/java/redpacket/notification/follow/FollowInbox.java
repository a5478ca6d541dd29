package redpacket.notification.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * Keeps those who follow. What this process puts into an inbox wakes them at once; what another one puts there is found
 * by looking every second what is new to all who follow here.
 */
@Component
class FollowInbox extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(FollowInbox.class);
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

    private final Inbox inbox;
    private final FollowSettings settings;
    private final Followers followers;
    private final Semaphore reads;
    private final Semaphore joins;
    private final Thread thread;
    /** Nobody who follows has a message up to here that they were not told of. Of the thread. */
    private long lookedUpTo;

    FollowInbox(Inbox inbox, FollowSettings settings, Clock clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.settings = settings;
        this.followers = new Followers(settings.followersMax(), settings.perUserMax());
        this.reads = new Semaphore(settings.readsAtOnce(), true);
        this.joins = new Semaphore(settings.joinsAtOnce());
        // Numbers grow with time: those of before this process are for nobody who follows here.
        this.lookedUpTo = NumberGenerator.firstAt(clock.instant().minus(CLOCKS_APART_MAX));
        this.thread = Thread.ofPlatform().daemon().name("follow-inbox").unstarted(this::run);
        Gauge.builder("redpacket.followers", followers, Followers::count)
                .description("connections that follow an inbox")
                .register(meters);
    }

    @Override
    protected void begin() {
        inbox.onNews(followers::wake);
        thread.start();
    }

    /** From after this number, or from now where there is none; empty when there is no room. */
    Optional<Follower> join(UserId user, Optional<Long> after) throws InterruptedException {
        if (after.isPresent()) {
            return followers.join(user.value(), after.get());
        }
        if (!joins.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Optional<Long> last = reading(() -> inbox.lastNumber(user.value()).orElse(0));
            return last.isEmpty() ? Optional.empty() : followers.join(user.value(), last.get());
        } finally {
            joins.release();
        }
    }

    /** What is in the inbox after what was written; empty where nobody could look. */
    Optional<List<Message>> news(Follower follower) throws InterruptedException {
        return reading(() -> inbox.after(follower.user(), follower.lastNumber(), settings.batchMax()));
    }

    /**
     * A few at a time: thousands look when a share reaches them, or when they all come back, and they must not take every
     * connection to the database from those who bring the news.
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

    void leave(Follower follower) {
        followers.leave(follower);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(settings.pollEvery());
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.debug("inboxes are not to be had: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("nobody follows any more");
        }
    }

    /** The newest number first, then who follows: who comes later reads what was there before. */
    private void look() {
        if (followers.count() == 0) {
            return;
        }
        followers.wakeBehind();
        long newest = inbox.newest();
        if (newest == lookedUpTo) {
            return;
        }
        List<Long> users = followers.users();
        Map<Long, Long> last = new HashMap<>();
        for (int from = 0; from < users.size(); from += settings.pollUsersMax()) {
            List<Long> some = users.subList(from, Math.min(users.size(), from + settings.pollUsersMax()));
            last.putAll(inbox.newest(some, lookedUpTo));
        }
        followers.wakeBehind(last);
        lookedUpTo = newest;
    }

    /** Before the web server waits for its requests to end. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        followers.endAll();
    }

    @Override
    protected void end() {
        followers.endAll();
        thread.interrupt();
    }
}
