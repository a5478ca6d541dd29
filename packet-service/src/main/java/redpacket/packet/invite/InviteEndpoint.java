package redpacket.packet.invite;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** POST /internal/v1/packets/{packetId}/invitations: notify-service calls it before it shares a packet. */
@RestController
final class InviteEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final InvitePeople invite;
    private final PacketIdCodec codec;

    InviteEndpoint(InvitePeople invite, PacketIdCodec codec) {
        this.invite = invite;
        this.codec = codec;
    }

    @PostMapping("/internal/v1/packets/{packetId}/invitations")
    InviteAnswer invite(UserId caller, @PathVariable("packetId") String packetId, @RequestBody InviteRequest request) {
        PacketId id = codec.decode(packetId).orElseThrow(Problem::notFound);
        List<UserId> people = new ArrayList<>();
        for (String text : request.userIds()) {
            people.add(UserId.parse(text)
                    .orElseThrow(() -> Problem.invalid("INVALID_USERS", "A user id is a decimal number as a string.")));
        }
        return switch (invite.invite(id, caller, people)) {
            case InviteOutcome.NotFound ignored -> throw Problem.notFound();
            case InviteOutcome.Unavailable ignored ->
                throw Problem.unavailable(
                        "UNAVAILABLE", "This packet cannot be shared at the moment.", COME_BACK_AFTER);
            case InviteOutcome.Invited ignored -> new InviteAnswer(people.size());
        };
    }

    record InviteRequest(List<String> userIds) {
        InviteRequest {
            userIds = List.copyOf(userIds);
        }
    }

    record InviteAnswer(int invited) {}
}
