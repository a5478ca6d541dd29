package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowTopicTest {
    private static final TopicPartition PARTITION = new TopicPartition("things", 0);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final FakeCopies copies = new FakeCopies();
    private final FollowTopic follow = new FollowTopic(consumer, copies, Duration.ZERO);

    @BeforeEach
    void assign() {
        follow.subscribe(PARTITION.topic());
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        copies.begun.add(0);
    }

    @Test
    void commitsThePositionAfterTheRecordsAreKept() throws Exception {
        add(0, "a");
        add(1, "b");
        follow.round();
        assertThat(copies.written).containsExactly("a", "b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void readsTheSameRecordsAgainWhenTheyCouldNotBeKept() throws Exception {
        add(0, "a");
        copies.isAway = true;
        assertThatThrownBy(follow::round).isInstanceOf(IllegalStateException.class);
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
        copies.isAway = false;
        add(0, "a");
        follow.round();
        assertThat(copies.written).containsExactly("a");
    }

    @Test
    void beginsAnewWhereTheCopiesAreLost() throws Exception {
        add(0, "a");
        copies.begun.clear();
        follow.round();
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(committed()).isZero();
        assertThat(copies.begun).containsExactly(0);
    }

    private void add(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "key", value));
    }

    private long committed() {
        return Objects.requireNonNull(consumer.committed(Set.of(PARTITION)).get(PARTITION))
                .offset();
    }

    private static final class FakeCopies implements TopicCopies {
        private final List<String> written = new ArrayList<>();
        private final Set<Integer> begun = new HashSet<>();
        private boolean isAway;

        @Override
        public void write(Iterable<ConsumerRecord<String, String>> records) {
            if (isAway) {
                throw new IllegalStateException("away");
            }
            records.forEach(record -> written.add(record.value()));
        }

        @Override
        public Set<Integer> missing(Set<Integer> partitions) {
            Set<Integer> missing = new HashSet<>(partitions);
            missing.removeAll(begun);
            return missing;
        }

        @Override
        public void begun(int partition) {
            begun.add(partition);
        }
    }
}
