package redpacket.account.credit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import redpacket.common.event.RefundNotice;

/**
 * Publishes which packets' refunds are in the ledger, before the position in Kafka moves on. A crash in between
 * publishes a notice twice, and never loses one.
 */
final class AnnounceRefunds implements Consumer<List<String>>, AutoCloseable {
    private static final int DELIVERY_MILLIS = 10_000;

    private final KafkaProducer<String, String> producer;
    private final Clock clock;

    AnnounceRefunds(String bootstrapServers, Clock clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        1L << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        DELIVERY_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Returns when Kafka holds all of them; throws when it does not, and the batch comes again. */
    @Override
    public void accept(List<String> packetIds) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Future<RecordMetadata>> sent = new ArrayList<>(packetIds.size());
        for (String packetId : packetIds) {
            sent.add(producer.send(
                    new ProducerRecord<>(RefundNotice.TOPIC, packetId, new RefundNotice(packetId, now).write())));
        }
        try {
            for (Future<RecordMetadata> future : sent) {
                future.get(2L * DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("refunds could not be published", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
