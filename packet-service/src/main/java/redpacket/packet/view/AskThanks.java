package redpacket.packet.view;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.UserId;
import redpacket.packet.people.PeopleApi;

/** Asks notify-service. Without an answer the details show no thanks. */
final class AskThanks implements Thanks {
    private static final Logger LOG = LoggerFactory.getLogger(AskThanks.class);

    private final PeopleApi people;

    AskThanks(PeopleApi people) {
        this.people = people;
    }

    @Override
    public Map<UserId, String> of(String packetId, Set<UserId> openers) {
        if (openers.isEmpty()) {
            return Map.of();
        }
        String users = openers.stream().map(UserId::toString).collect(Collectors.joining(","));
        try {
            return people.thanks(packetId, users).items().stream()
                    .collect(Collectors.toMap(given -> UserId.of(given.userId()), PeopleApi.GivenThanks::text));
        } catch (ServiceCallException e) {
            LOG.debug("details show no thanks: {}", e.getMessage());
            return Map.of();
        }
    }
}
