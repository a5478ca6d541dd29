package redpacket.notification.share;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.UserId;
import redpacket.notification.packet.PacketCalls;

/** Invites people at packet-service. */
@Component
final class PacketInvitations implements Invitations {
    private static final Logger LOG = LoggerFactory.getLogger(PacketInvitations.class);

    private final InvitationApi packets;

    PacketInvitations(PacketCalls calls) {
        this.packets = calls.of(InvitationApi.class);
    }

    @Override
    public Outcome invite(String packetId, UserId caller, Collection<Long> people) {
        try {
            packets.invite(
                    packetId,
                    caller.toString(),
                    new InvitationApi.Invitation(
                            people.stream().map(String::valueOf).toList()));
            return Outcome.INVITED;
        } catch (ServiceCallException e) {
            LOG.debug("nobody is invited: {}", e.getMessage());
            return e.isNotFound() ? Outcome.NOT_FOUND : Outcome.UNKNOWN;
        }
    }
}
