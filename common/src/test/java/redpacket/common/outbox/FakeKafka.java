package redpacket.common.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Acknowledges events, except those that a test has it refuse. A lost partition has no leader, or is missing where it
 * is odd.
 */
final class FakeKafka extends MockProducer<String, String> {
    private static final int PARTITION_MAX = 7;

    private final Set<Integer> partitions =
            IntStream.rangeClosed(0, PARTITION_MAX).boxed().collect(Collectors.toCollection(HashSet::new));
    private final Set<String> refused = new HashSet<>();
    private final List<Long> refusedNanos = new ArrayList<>();
    private boolean away;

    FakeKafka() {
        super(true, null, new StringSerializer(), new StringSerializer());
    }

    synchronized void loseLeader(int partition) {
        partitions.remove(partition);
    }

    synchronized void addPartition(int partition) {
        partitions.add(partition);
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
        Node node = new Node(1, "kafka", 1);
        Node[] none = {};
        return IntStream.rangeClosed(0, PARTITION_MAX)
                .filter(partition -> partition % 2 == 0 || partitions.contains(partition))
                .mapToObj(partition ->
                        new PartitionInfo(topic, partition, partitions.contains(partition) ? node : null, none, none))
                .toList();
    }

    synchronized void setAway(boolean value) {
        away = value;
    }

    synchronized void refuse(String payload) {
        refused.add(payload);
    }

    synchronized void accept(String payload) {
        refused.remove(payload);
    }

    /** When it refused something. */
    synchronized List<Long> refusedNanos() {
        return List.copyOf(refusedNanos);
    }

    List<String> payloads() {
        return history().stream().map(ProducerRecord::value).toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record, Callback callback) {
        if (away || refused.contains(record.value())) {
            refusedNanos.add(System.nanoTime());
            return CompletableFuture.failedFuture(new TimeoutException("not acknowledged"));
        }
        return super.send(record, callback);
    }
}
