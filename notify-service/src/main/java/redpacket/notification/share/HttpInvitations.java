package redpacket.notification.share;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.notification.packet.AskPackets;
import tools.jackson.databind.json.JsonMapper;

@Component
final class HttpInvitations implements Invitations {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final AskPackets packets;

    HttpInvitations(AskPackets packets) {
        this.packets = packets;
    }

    @Override
    public Outcome invite(String packetId, UserId caller, Collection<Long> people) {
        String body = JSON.writeValueAsString(
                Map.of("userIds", people.stream().map(String::valueOf).toList()));
        Optional<AskPackets.Said> said =
                packets.post("/internal/v1/packets/" + packetId + "/invitations", caller, body);
        return switch (said.map(AskPackets.Said::status).orElse(0)) {
            case OK -> Outcome.INVITED;
            case NOT_FOUND -> Outcome.NOT_FOUND;
            default -> Outcome.UNKNOWN;
        };
    }
}
