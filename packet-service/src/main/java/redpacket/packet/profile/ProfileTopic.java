package redpacket.packet.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.consume.TopicCopies;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Copies every profile to one set, and all of them again after the set has lost them. */
final class ProfileTopic implements TopicCopies {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileTopic.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final ProfileCopies copies;

    ProfileTopic(ProfileCopies copies) {
        this.copies = copies;
    }

    @Override
    public void write(Iterable<ConsumerRecord<String, String>> records) throws InterruptedException {
        List<ProfileCopies.Change> changes = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            ProfileCopies.Change change = changeOf(record);
            if (change != null) {
                changes.add(change);
            }
        }
        copies.write(changes);
    }

    @Override
    public Set<Integer> missing(Set<Integer> partitions) throws InterruptedException {
        return copies.missing(partitions);
    }

    @Override
    public void begun(int partition) throws InterruptedException {
        copies.begun(partition);
    }

    /** Null for a record that is no profile: it is skipped, since a missing name harms nobody. */
    private static ProfileCopies.@Nullable Change changeOf(ConsumerRecord<String, String> record) {
        try {
            String json = record.value();
            if (json == null) {
                return new ProfileCopies.Change(Long.parseLong(record.key()), 0, null);
            }
            ProfileEvent event = JSON.readValue(json, ProfileEvent.class);
            return ProfileCopies.Change.of(event.userId(), event.nickname(), event.avatarUrl(), event.version());
        } catch (JacksonException | NumberFormatException e) {
            LOG.warn("{}-{} offset {} is no profile", record.topic(), record.partition(), record.offset());
            return null;
        }
    }

    /** An event of notify-service. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ProfileEvent(
            long userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long version) {}
}
