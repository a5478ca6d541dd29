package redpacket.notification.thank;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import redpacket.common.web.Headers;

/** Openings at packet-service. */
interface OpeningApi {
    @GetExchange("/internal/v1/packets/{packetId}/opening")
    Answer opening(@PathVariable("packetId") String packetId, @RequestHeader(Headers.USER_ID) String caller);

    record Answer(long senderId, boolean opened) {}
}
