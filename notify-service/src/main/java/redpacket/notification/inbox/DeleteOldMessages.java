package redpacket.notification.inbox;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.common.database.Lease;
import redpacket.common.database.SqlSessions;
import redpacket.notification.store.PeopleStore;

/** Keeps the inbox from growing for ever. */
@Component
class DeleteOldMessages {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteOldMessages.class);

    private final PeopleStore store;
    private final SqlSessions sessions;
    private final Lease lease;
    private final InboxSettings settings;
    private final Clock clock;

    DeleteOldMessages(PeopleStore store, InboxSettings settings, Clock clock) {
        this.store = store;
        this.sessions = new SqlSessions(store.group().primary(), InboxMapper.class);
        this.lease = new Lease(store.group(), "delete-old-messages", Duration.ofMinutes(1));
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    void delete() {
        if (!store.group().accepting()) {
            return;
        }
        try {
            lease.runIfFree(() -> sessions.write(session -> session.getMapper(InboxMapper.class)
                    .deleteOld(clock.instant().minus(settings.keepFor()), settings.deleteMax())));
        } catch (RuntimeException e) {
            LOG.warn("old messages stay for now: {}", e.getMessage());
        }
    }
}
