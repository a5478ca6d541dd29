package redpacket.packet.view;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.UserId;
import redpacket.packet.people.AskNotify;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks notify-service. Without an answer the details show no thanks. */
final class AskThanks implements Thanks {
    private static final Logger LOG = LoggerFactory.getLogger(AskThanks.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final AskNotify notifications;

    AskThanks(AskNotify notifications) {
        this.notifications = notifications;
    }

    @Override
    public Map<UserId, String> of(String packetId, Set<UserId> openers) {
        if (openers.isEmpty()) {
            return Map.of();
        }
        String users = openers.stream().map(UserId::toString).collect(Collectors.joining(","));
        return notifications
                .get("/internal/v1/packets/" + packetId + "/thanks?users=" + users)
                .filter(said -> said.status() == OK)
                .map(said -> read(said.body()))
                .orElse(Map.of());
    }

    private static Map<UserId, String> read(String body) {
        try {
            return JSON.readValue(body, Answer.class).items().stream()
                    .collect(Collectors.toMap(given -> UserId.of(given.userId()), Given::text));
        } catch (JacksonException e) {
            LOG.error("the answer of notify-service about thanks cannot be read: {}", e.getOriginalMessage());
            return Map.of();
        }
    }

    record Answer(List<Given> items) {
        Answer {
            items = List.copyOf(items);
        }
    }

    record Given(long userId, String text) {}
}
