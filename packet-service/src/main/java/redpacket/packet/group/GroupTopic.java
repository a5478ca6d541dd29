package redpacket.packet.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.event.EventPartitions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Copies who is in each group, newest version last. Not thread-safe. */
final class CopyGroups {
    private static final Logger LOG = LoggerFactory.getLogger(CopyGroups.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, String> consumer;
    private final GroupCopies copies;

    CopyGroups(Consumer<String, String> consumer, GroupCopies copies) {
        this.consumer = consumer;
        this.copies = copies;
    }

    void subscribe() {
        consumer.subscribe(List.of(EventPartitions.GROUP_EVENTS));
    }

    /** One poll and what it brought. Throws when it could not be kept; the same records come again then. */
    void copySome() {
        ConsumerRecords<String, String> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        try {
            copies.write(statesOf(records));
            consumer.commitSync();
        } catch (RuntimeException e) {
            for (TopicPartition partition : records.partitions()) {
                if (consumer.assignment().contains(partition)) {
                    consumer.seek(
                            partition, records.records(partition).getFirst().offset());
                }
            }
            throw e;
        }
    }

    /** What is no group is passed over: notify-service is asked for it before the copy is. */
    private static List<GroupState> statesOf(ConsumerRecords<String, String> records) {
        List<GroupState> states = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            try {
                if (record.value() != null) {
                    states.add(JSON.readValue(record.value(), GroupState.class));
                }
            } catch (JacksonException e) {
                LOG.error("{}-{} offset {} is no group", record.topic(), record.partition(), record.offset());
            }
        }
        return states;
    }
}
