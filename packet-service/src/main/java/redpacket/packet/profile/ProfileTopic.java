package redpacket.packet.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.event.EventPartitions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies every profile to one set, newest version last, and all of them again when the set has lost them.
 *
 * <p>Each set has a consumer of its own, so that one whose Redis is away keeps no other waiting. Not thread-safe.
 */
final class CopyProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(CopyProfiles.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, String> consumer;
    private final ProfileCopies copies;
    private final Duration refillCheckEvery;
    private long checkedNanos;
    private Set<TopicPartition> checked = Set.of();

    CopyProfiles(Consumer<String, String> consumer, ProfileCopies copies, Duration refillCheckEvery) {
        this.consumer = consumer;
        this.copies = copies;
        this.refillCheckEvery = refillCheckEvery;
    }

    void subscribe() {
        consumer.subscribe(List.of(EventPartitions.PROFILE_EVENTS));
    }

    /** One poll and what it brought. Throws when the set does not answer; the same records come again then. */
    void copySome() throws InterruptedException {
        ConsumerRecords<String, String> records = consumer.poll(POLL);
        try {
            List<ProfileCopies.Change> changes = new ArrayList<>();
            for (ConsumerRecord<String, String> record : records) {
                ProfileCopies.Change change = changeOf(record);
                if (change != null) {
                    changes.add(change);
                }
            }
            if (!records.isEmpty()) {
                copies.write(changes);
                consumer.commitSync();
            }
            refill();
        } catch (RuntimeException e) {
            goBack(records);
            throw e;
        }
    }

    /** Where the copies of a partition are gone, the position goes back to the beginning, and only then is it marked. */
    private void refill() throws InterruptedException {
        Set<TopicPartition> assigned = consumer.assignment();
        boolean due = System.nanoTime() - checkedNanos > refillCheckEvery.toNanos() || !assigned.equals(checked);
        if (assigned.isEmpty() || !due) {
            return;
        }
        Set<Integer> missing =
                copies.missing(assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        for (TopicPartition partition : assigned) {
            if (missing.contains(partition.partition())) {
                LOG.info("profiles of {} are copied from the beginning", partition);
                consumer.seekToBeginning(Set.of(partition));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(consumer.position(partition))));
                copies.begun(partition.partition());
            }
        }
        checkedNanos = System.nanoTime();
        checked = Set.copyOf(assigned);
    }

    private void goBack(ConsumerRecords<String, String> records) {
        for (TopicPartition partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Null for what is no profile: a name that is missing harms nobody, so it is passed over. */
    private static ProfileCopies.@Nullable Change changeOf(ConsumerRecord<String, String> record) {
        try {
            String json = record.value();
            if (json == null) {
                return new ProfileCopies.Change(Long.parseLong(record.key()), 0, null);
            }
            ProfileEvent event = JSON.readValue(json, ProfileEvent.class);
            return new ProfileCopies.Change(
                    event.userId(),
                    event.version(),
                    JSON.writeValueAsString(
                            new RedisProfiles.Copy(event.nickname(), event.avatarUrl(), event.version())));
        } catch (JacksonException | NumberFormatException e) {
            LOG.warn("{}-{} offset {} is no profile", record.topic(), record.partition(), record.offset());
            return null;
        }
    }

    /** What notify-service writes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ProfileEvent(
            long userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long version) {}
}
