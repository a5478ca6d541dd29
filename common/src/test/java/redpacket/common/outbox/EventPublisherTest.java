package redpacket.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    private static final OutboxSettings SETTINGS = OutboxSettingsTest.settings("outbox", 250, 10, 300, 1_000, 1_000);

    /** Blocks for each record as a producer does that knows nothing of the topic and reaches nobody. */
    private static final class Unreachable extends MockProducer<String, String> {
        private final CountDownLatch never = new CountDownLatch(1);
        private int asked;

        Unreachable() {
            super(false, null, new StringSerializer(), new StringSerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            Node[] none = {};
            return List.of(new PartitionInfo(topic, 0, new Node(1, "kafka", 1), none, none));
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> record, Callback callback) {
            asked++;
            try {
                assertThat(never.await(1_100, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
        }
    }

    @Test
    void waitsForKafkaOnceAndNotForEachEvent() {
        Unreachable kafka = new Unreachable();
        List<OutboxRow> rows = new ArrayList<>();
        for (long id = 1; id <= 20; id++) {
            rows.add(new OutboxRow(id, EventBundle.MANY, "1 {}\n2 {}", Instant.EPOCH));
        }
        try (EventPublisher publisher = new EventPublisher(SETTINGS, key -> 0, kafka)) {
            assertThatThrownBy(() -> publisher.publish(rows, 0)).isInstanceOf(ExecutionException.class);
        }
        assertThat(kafka.asked).isOne();
    }
}
