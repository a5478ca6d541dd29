package redpacket.packet.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileTopicTest {
    private final List<ProfileCopies.Change> written = new ArrayList<>();
    private final List<Integer> begun = new ArrayList<>();
    private final ProfileTopic topic = new ProfileTopic(new ProfileCopies() {
        @Override
        public void write(List<Change> changes) {
            written.addAll(changes);
        }

        @Override
        public Set<Integer> missing(Set<Integer> partitions) {
            return partitions;
        }

        @Override
        public void begun(int partition) {
            begun.add(partition);
        }
    });

    @Test
    void copiesChangesAndDeletions() throws Exception {
        topic.write(List.of(
                record(
                        "8",
                        "{\"userId\":8,\"nickname\":\"n\",\"avatarUrl\":\"a\",\"version\":3,\"at\":\"x\",\"later\":1}"),
                record("9", null)));
        assertThat(written)
                .containsExactly(
                        new ProfileCopies.Change(8, 3, "{\"nickname\":\"n\",\"avatarUrl\":\"a\",\"version\":3}"),
                        new ProfileCopies.Change(9, 0, null));
    }

    @Test
    void skipsARecordThatIsNoProfile() throws Exception {
        topic.write(List.of(record("8", "{"), record("x", null)));
        assertThat(written).isEmpty();
    }

    @Test
    void isFilledAgainWhereTheSetHasLostItsCopies() throws Exception {
        assertThat(topic.missing(Set.of(3))).containsExactly(3);
        topic.begun(3);
        assertThat(begun).containsExactly(3);
    }

    private static ConsumerRecord<String, String> record(String key, @Nullable String value) {
        return new ConsumerRecord<>("profile-events", 0, 0, key, value);
    }
}
