package redpacket.notification.share;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.PostExchange;
import redpacket.common.web.Headers;

/** Invitations at packet-service. */
interface InvitationApi {
    @PostExchange("/internal/v1/packets/{packetId}/invitations")
    void invite(
            @PathVariable("packetId") String packetId,
            @RequestHeader(Headers.USER_ID) String caller,
            @RequestBody Invitation invitation);

    record Invitation(List<String> userIds) {}
}
