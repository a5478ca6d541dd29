package redpacket.notification.thank;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;
import redpacket.notification.packet.AskPackets;
import redpacket.notification.store.PeopleStore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The records of received packets; packet-service, where they do not have the packet yet. */
@Component
final class RecordedOpenings implements Openings {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedOpenings.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final SqlSessions sessions;
    private final AskPackets packets;

    RecordedOpenings(PeopleStore store, AskPackets packets) {
        this.sessions = store.sessions(ThanksMapper.class);
        this.packets = packets;
    }

    @Override
    public Opening of(String packetId, UserId user) {
        Optional<Long> sender =
                sessions.read(session -> session.getMapper(ThanksMapper.class).senderOf(user.value(), packetId));
        return sender.<Opening>map(Opening.Opened::new).orElseGet(() -> ask(packetId, user));
    }

    private Opening ask(String packetId, UserId user) {
        Optional<AskPackets.Said> said = packets.get("/internal/v1/packets/" + packetId + "/opening", user);
        return switch (said.map(AskPackets.Said::status).orElse(0)) {
            case OK -> read(said.orElseThrow().body());
            case NOT_FOUND -> new Opening.NotFound();
            default -> new Opening.Unknown();
        };
    }

    private static Opening read(String body) {
        try {
            Answer answer = JSON.readValue(body, Answer.class);
            return answer.opened() ? new Opening.Opened(answer.senderId()) : new Opening.NotOpened();
        } catch (JacksonException e) {
            LOG.error("the answer of packet-service about an opening cannot be read: {}", e.getOriginalMessage());
            return new Opening.Unknown();
        }
    }

    /** As packet-service writes it. */
    record Answer(long senderId, boolean opened) {}
}
