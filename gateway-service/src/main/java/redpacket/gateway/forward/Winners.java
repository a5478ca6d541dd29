package redpacket.gateway.forward;

import java.util.Optional;
import redpacket.common.id.UserId;
import redpacket.gateway.ended.Ended;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the answer to {@code GET /internal/v1/packets/{packetId}/winners}. */
final class Winners {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int STATUS_OK = 200;

    private Winners() {}

    /** Empty for a packet that has not ended, and for an answer that is not understood: no winner may be missed. */
    static Optional<Ended> read(ServiceAnswer said) {
        if (said.status() != STATUS_OK) {
            return Optional.empty();
        }
        try {
            JsonNode answer = JSON.readTree(said.body());
            JsonNode users = answer.path("userIds");
            if (!users.isArray()) {
                return Optional.empty();
            }
            long[] winners = new long[users.size()];
            for (int i = 0; i < winners.length; i++) {
                winners[i] = UserId.parse(users.get(i).asString())
                        .orElseThrow(() -> new IllegalArgumentException("no user id"))
                        .value();
            }
            return Optional.of(
                    new Ended(Ended.Outcome.valueOf(answer.path("outcome").asString("")), winners));
        } catch (JacksonException | IllegalArgumentException ignored) {
            return Optional.empty();
        }
    }
}
