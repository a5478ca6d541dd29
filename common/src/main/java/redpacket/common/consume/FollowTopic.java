package redpacket.common.consume;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one topic by one consumer. Commits the position after the copies are kept. Not thread-safe. */
final class FollowTopic {
    private static final Logger LOG = LoggerFactory.getLogger(FollowTopic.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, String> consumer;
    private final TopicCopies copies;
    private final Duration checkEvery;
    private long checkedNanos;
    private Set<TopicPartition> checked = Set.of();

    FollowTopic(Consumer<String, String> consumer, TopicCopies copies, Duration checkEvery) {
        this.consumer = consumer;
        this.copies = copies;
        this.checkEvery = checkEvery;
    }

    void subscribe(String topic) {
        consumer.subscribe(List.of(topic));
    }

    /** One poll and its records. When it throws, the same records come again. */
    void round() throws InterruptedException {
        ConsumerRecords<String, String> records = consumer.poll(POLL);
        try {
            if (!records.isEmpty()) {
                copies.write(records);
                consumer.commitSync();
            }
            refill();
        } catch (RuntimeException e) {
            goBack(records);
            throw e;
        }
    }

    /** The position of a missing partition goes back to the beginning; only then the partition is marked as begun. */
    private void refill() throws InterruptedException {
        Set<TopicPartition> assigned = consumer.assignment();
        boolean isDue = System.nanoTime() - checkedNanos > checkEvery.toNanos() || !assigned.equals(checked);
        if (assigned.isEmpty() || !isDue) {
            return;
        }
        Set<Integer> missing =
                copies.missing(assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        for (TopicPartition partition : assigned) {
            if (missing.contains(partition.partition())) {
                LOG.info("{} is copied from its beginning", partition);
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
}
