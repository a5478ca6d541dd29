package redpacket.packet.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.packet.people.PeopleApi.Group;

class GroupTopicTest {
    private final Map<Long, Group> kept = new HashMap<>();
    private final GroupTopic topic = new GroupTopic(new GroupCopies() {
        @Override
        public void write(List<Group> groups) {
            groups.forEach(group -> kept.put(group.groupId(), group));
        }

        @Override
        public Optional<Group> find(long groupId) {
            return Optional.ofNullable(kept.get(groupId));
        }
    });

    @Test
    void keepsTheMembersOfAGroup() {
        topic.write(List.of(
                record("{\"groupId\":5,\"version\":1,\"memberIds\":[7,8],\"at\":\"2026-11-23T10:00:00.000Z\"}")));
        assertThat(kept).containsEntry(5L, new Group(5, 1, List.of(7L, 8L)));
    }

    @Test
    void skipsARecordThatIsNoGroup() {
        topic.write(List.of(
                record("{\"nonsense\":"), record(null), record("{\"groupId\":6,\"version\":1,\"memberIds\":[7]}")));
        assertThat(kept).containsOnlyKeys(6L);
    }

    private static ConsumerRecord<String, String> record(@Nullable String json) {
        return new ConsumerRecord<>("group-events", 0, 0, "5", json);
    }
}
