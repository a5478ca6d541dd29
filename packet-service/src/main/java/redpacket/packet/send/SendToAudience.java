package redpacket.packet.send;

import java.util.List;
import java.util.Optional;
import redpacket.common.id.UserId;
import redpacket.packet.model.Audience;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.Groups;

/**
 * Makes the audience final before the packet is ordered and charged: a group becomes those who are in it now, and they
 * are stored with the packet. Only a member may send to a group; to anybody else it is unknown.
 */
final class SendToAudience {
    private final Groups groups;
    private final SendPacket packets;

    SendToAudience(Groups groups, SendPacket packets) {
        this.groups = groups;
        this.packets = packets;
    }

    SendOutcome send(UserId sender, String idempotencyKey, SendCommand command) {
        Audience audience = command.audience();
        Long groupId = audience.groupId();
        if (audience.kind() != AudienceKind.GROUP || groupId == null) {
            return packets.send(sender, idempotencyKey, command);
        }
        Optional<List<UserId>> members = groups.membersOf(groupId).filter(users -> users.contains(sender));
        if (members.isPresent()) {
            return packets.send(sender, idempotencyKey, command.to(audience.of(members.get())));
        }
        // A sender that has left the group still gets the first answer of a key that has paid.
        return packets.repeat(sender, idempotencyKey, command)
                .orElseGet(() -> packets.toUnknownGroup(sender, idempotencyKey));
    }
}
