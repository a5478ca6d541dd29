package redpacket.packet.profile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redpacket.packet.people.AskNotify;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The profiles that have changed, as notify-service holds them; empty when it does not answer. */
@FunctionalInterface
interface ChangedProfiles {
    /** In the order of change, after this position. An empty list is the end. */
    Optional<List<Row>> after(Position position);

    record Position(Instant at, long userId) {}

    record Row(ProfileCopies.Change change, Position position) {}

    /** As notify-service tells it over HTTP. */
    static ChangedProfiles of(AskNotify notifications) {
        JsonMapper json = new JsonMapper();
        return position -> notifications
                .get("/internal/v1/profiles?since=" + position.at() + "&after=" + position.userId())
                .filter(said -> said.status() == 200)
                .flatMap(said -> {
                    try {
                        return Optional.of(json.readValue(said.body(), Changed.class).items().stream()
                                .map(Item::row)
                                .toList());
                    } catch (JacksonException e) {
                        return Optional.empty();
                    }
                });
    }

    record Changed(List<Item> items) {
        public Changed {
            items = List.copyOf(items);
        }
    }

    /** A profile with the time of its last change. */
    record Item(long userId, String nickname, String avatarUrl, long version, Instant at) {
        Row row() {
            String copy = new JsonMapper().writeValueAsString(new RedisProfiles.Copy(nickname, avatarUrl, version));
            return new Row(new ProfileCopies.Change(userId, version, copy), new Position(at, userId));
        }
    }
}
