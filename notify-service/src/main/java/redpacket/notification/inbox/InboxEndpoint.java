package redpacket.notification.inbox;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Paging;
import redpacket.notification.model.Message;
import redpacket.notification.model.MessageAnswer;
import redpacket.notification.store.Inbox;

/** GET /v1/inbox and PUT /v1/inbox/read. */
@RestController
final class InboxEndpoint {
    private final Inbox inbox;
    private final InboxSettings settings;
    private final Clock clock;

    InboxEndpoint(Inbox inbox, InboxSettings settings, Clock clock) {
        this.inbox = inbox;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/v1/inbox")
    InboxAnswer inbox(UserId user, Paging paging) {
        Inbox.Part part = inbox.page(user.value(), paging.before(), paging.rowsToRead());
        Paging.Page<MessageAnswer> page =
                paging.page(part.messages(), Message::messageNumber).map(MessageAnswer::of);
        return new InboxAnswer(part.unreadCount(), page.items(), page.nextCursor());
    }

    /** Repeated, it changes nothing: a message keeps the time at which it was read first. */
    @PutMapping("/v1/inbox/read")
    ReadAnswer read(UserId user, @RequestBody ReadRequest request) {
        return new ReadAnswer(inbox.read(
                user.value(),
                request.checkedUpTo(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                settings.readMax()));
    }

    /** unreadCount is of the whole inbox. */
    record InboxAnswer(
            long unreadCount,
            List<MessageAnswer> items,
            @Nullable String nextCursor) {}

    record ReadAnswer(long unreadCount) {}

    record ReadRequest(@Nullable String upTo) {
        /** A message id is spelled as a user id is. The message may be deleted by now, so any number is accepted. */
        long checkedUpTo() {
            return UserId.parse(upTo == null ? "" : upTo)
                    .orElseThrow(() -> Problem.invalid("INVALID_UP_TO", "upTo is a messageId."))
                    .value();
        }
    }
}
