package redpacket.packet.lane;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.PostExchange;

/** The lanes of one grab-service. */
interface LaneApi {
    @PostExchange("/internal/v1/packets/{packetId}/close")
    void close(@PathVariable("packetId") String packetId, @RequestParam("recall") boolean recall);
}
