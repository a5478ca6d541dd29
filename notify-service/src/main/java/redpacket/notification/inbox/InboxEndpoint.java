package redpacket.notification.inbox;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.web.Paging;
import redpacket.notification.model.Message;
import redpacket.notification.model.MessageAnswer;
import redpacket.notification.store.Inbox;

@RestController
final class InboxEndpoint {
    private final Inbox inbox;

    InboxEndpoint(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping("/v1/inbox")
    Paging.Page<MessageAnswer> inbox(
            UserId user,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Paging paging = Paging.of(limit, cursor);
        Long position = paging.position();
        long before = position == null ? Long.MAX_VALUE : position;
        return paging.page(inbox.page(user.value(), before, paging.rowsToRead()), Message::messageNumber)
                .map(MessageAnswer::of);
    }
}
