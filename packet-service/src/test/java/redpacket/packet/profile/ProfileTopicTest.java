package redpacket.packet.profile;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyProfilesTest {
    private static final TopicPartition PARTITION = new TopicPartition("profile-events", 0);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final FakeCopies copies = new FakeCopies();
    private final CopyProfiles copy = new CopyProfiles(consumer, copies, Duration.ZERO);
    private long offset;

    @BeforeEach
    void assign() {
        copy.subscribe();
        consumer.rebalance(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        copies.copied.add(0);
    }

    @Test
    void copiesChangesAndCommitsThem() throws Exception {
        add("8", "{\"userId\":8,\"nickname\":\"n\",\"avatarUrl\":\"a\",\"version\":3,\"at\":\"x\",\"later\":1}");
        add("9", null);
        copy.copySome();
        assertThat(copies.written)
                .containsExactly(
                        new ProfileCopies.Change(8, 3, "{\"nickname\":\"n\",\"avatarUrl\":\"a\",\"version\":3}"),
                        new ProfileCopies.Change(9, 0, null));
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void passesOverWhatIsNoProfile() throws Exception {
        add("8", "{");
        add("x", null);
        copy.copySome();
        assertThat(copies.written).isEmpty();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void copiesAgainWhatTheSetDidNotTake() throws Exception {
        add("8", "{\"userId\":8,\"version\":1}");
        copies.away = true;
        assertThatThrownBy(copy::copySome).isInstanceOf(IllegalStateException.class);
        assertThat(consumer.position(PARTITION)).isZero();
        copies.away = false;
        add("8", "{\"userId\":8,\"version\":1}", 0);
        copy.copySome();
        assertThat(copies.written).hasSize(1);
    }

    @Test
    void beginsAnewWhereTheCopiesAreGone() throws Exception {
        add("8", "{\"userId\":8,\"version\":1}");
        copies.copied.clear();
        copy.copySome();
        assertThat(consumer.position(PARTITION)).isZero();
        assertThat(committed()).isZero();
        assertThat(copies.copied).containsExactly(0);
    }

    private void add(String key, @Nullable String value) {
        add(key, value, offset++);
    }

    private void add(String key, @Nullable String value, long at) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), at, key, value));
    }

    private long committed() {
        return Objects.requireNonNull(consumer.committed(Set.of(PARTITION)).get(PARTITION))
                .offset();
    }

    private static final class FakeCopies implements ProfileCopies {
        final List<Change> written = new ArrayList<>();
        final Set<Integer> copied = new HashSet<>();
        boolean away;

        @Override
        public void write(List<Change> changes) {
            if (away) {
                throw new IllegalStateException("away");
            }
            written.addAll(changes);
        }

        @Override
        public Set<Integer> missing(Set<Integer> partitions) {
            Set<Integer> missing = new HashSet<>(partitions);
            missing.removeAll(copied);
            return missing;
        }

        @Override
        public void begun(int partition) {
            copied.add(partition);
        }
    }
}
