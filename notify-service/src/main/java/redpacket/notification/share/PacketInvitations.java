package redpacket.notification.share;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceCallException;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;

/** Invites people at packet-service. */
@Component
final class PacketInvitations implements Invitations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PacketInvitations.class);

    private final ServiceClient client;
    private final InvitationApi packets;

    PacketInvitations(ProcessSettings process, ShareSettings settings, MeterRegistry meters) {
        this.client = new ServiceClient(process.serviceKey(), settings.calls(), meters);
        this.packets = client.of(
                InvitationApi.class, "packet-service", process.services().packet(), Repeat.UNSENT);
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

    @Override
    public void close() {
        client.close();
    }
}
