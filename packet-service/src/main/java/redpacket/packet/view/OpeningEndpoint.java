package redpacket.packet.view;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** For notify-service: whether a user who may see a packet has opened it. */
@RestController
final class OpeningEndpoint {
    private final ViewPacket view;
    private final PacketIdCodec codec;

    OpeningEndpoint(ViewPacket view, PacketIdCodec codec) {
        this.view = view;
        this.codec = codec;
    }

    @GetMapping("/internal/v1/packets/{packetId:[A-Za-z0-9_-]{24}}/opening")
    OpeningAnswer opening(UserId caller, @PathVariable("packetId") String packetId) {
        PacketId id = codec.decode(packetId).orElseThrow(Problem::notFound);
        if (view.isDown(id)) {
            throw ViewEndpoint.unavailable();
        }
        PacketDetails details = view.find(id, caller).orElseThrow(Problem::notFound);
        return new OpeningAnswer(
                details.terms().senderId(), details.amountOf(caller.value()).isPresent());
    }

    record OpeningAnswer(long senderId, boolean opened) {}
}
