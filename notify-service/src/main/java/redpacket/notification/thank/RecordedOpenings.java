package redpacket.notification.thank;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.client.ServiceCallException;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;
import redpacket.notification.packet.PacketCalls;
import redpacket.notification.store.PeopleStore;

/** The records of received packets; packet-service, where they do not have the packet yet. */
@Component
final class RecordedOpenings implements Openings {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedOpenings.class);

    private final SqlSessions sessions;
    private final OpeningApi packets;

    RecordedOpenings(PeopleStore store, PacketCalls calls) {
        this.sessions = store.sessions(ThanksMapper.class);
        this.packets = calls.of(OpeningApi.class);
    }

    @Override
    public Opening of(String packetId, UserId user) {
        Optional<Long> sender =
                sessions.read(session -> session.getMapper(ThanksMapper.class).senderOf(user.value(), packetId));
        return sender.<Opening>map(Opening.Opened::new).orElseGet(() -> ask(packetId, user));
    }

    private Opening ask(String packetId, UserId user) {
        try {
            OpeningApi.Answer answer = packets.opening(packetId, user.toString());
            return answer.opened() ? new Opening.Opened(answer.senderId()) : new Opening.NotOpened();
        } catch (ServiceCallException e) {
            LOG.debug("packet-service does not tell of an opening: {}", e.getMessage());
            return e.isNotFound() ? new Opening.NotFound() : new Opening.Unknown();
        }
    }
}
