package redpacket.packet.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyGroupsTest {
    private static final TopicPartition PARTITION = new TopicPartition("group-events", 0);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final FakeCopies copies = new FakeCopies();
    private final CopyGroups copy = new CopyGroups(consumer, copies);
    private long offset;

    @BeforeEach
    void assign() {
        copy.subscribe();
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void keepsWhoIsInAGroup() {
        publish("{\"groupId\":5,\"version\":1,\"memberIds\":[7,8],\"at\":\"2026-11-23T10:00:00.000Z\"}");
        copy.copySome();
        assertThat(copies.groups).containsEntry(5L, new GroupState(5, 1, List.of(7L, 8L)));
        assertThat(consumer.committed(java.util.Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(1));
    }

    @Test
    void takesTheSameRecordsAgainWhenTheyCouldNotBeKept() {
        publish("{\"groupId\":5,\"version\":1,\"memberIds\":[7]}");
        copies.away = true;
        assertThatThrownBy(copy::copySome).isInstanceOf(IllegalStateException.class);
        assertThat(consumer.position(PARTITION)).isZero();
    }

    @Test
    void passesOverWhatIsNoGroup() {
        publish("{\"nonsense\":");
        publish("{\"groupId\":6,\"version\":1,\"memberIds\":[7]}");
        copy.copySome();
        assertThat(copies.groups).containsOnlyKeys(6L);
    }

    private void publish(String json) {
        consumer.addRecord(new ConsumerRecord<>("group-events", 0, offset++, "5", json));
    }

    private static final class FakeCopies implements GroupCopies {
        private final Map<Long, GroupState> groups = new HashMap<>();
        private boolean away;

        @Override
        public void write(List<GroupState> states) {
            if (away) {
                throw new IllegalStateException("away");
            }
            states.forEach(state -> groups.put(state.groupId(), state));
        }

        @Override
        public Optional<GroupState> find(long groupId) {
            return Optional.ofNullable(groups.get(groupId));
        }
    }
}
