package redpacket.notification.inbox;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.common.database.Lease;
import redpacket.notification.store.FirstAnswers;
import redpacket.notification.store.Inbox;
import redpacket.notification.store.PeopleStore;

/** Deletes old messages and old keys. */
@Component
class DeleteOldMessages {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteOldMessages.class);

    private final PeopleStore store;
    private final Inbox inbox;
    private final FirstAnswers answers;
    private final Lease lease;
    private final InboxSettings settings;
    private final Clock clock;

    DeleteOldMessages(PeopleStore store, Inbox inbox, FirstAnswers answers, InboxSettings settings, Clock clock) {
        this.store = store;
        this.inbox = inbox;
        this.answers = answers;
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
            lease.runIfFree(() -> {
                inbox.deleteOlderThan(clock.instant().minus(settings.keepFor()), settings.deleteMax());
                answers.deleteOlderThan(clock.instant().minus(settings.keysKeepFor()), settings.deleteMax());
            });
        } catch (RuntimeException e) {
            LOG.warn("old messages could not be deleted: {}", e.getMessage());
        }
    }
}
