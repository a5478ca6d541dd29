package redpacket.common.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets aside records that can never be applied, with the reason and their origin, in a topic that keeps them for ever.
 * An operator looks at every one: {@code redpacket.dead.letters} above zero is an alert.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int DELIVERY_MILLIS = 10_000;

    private final String topic;
    private final Producer<String, String> producer;
    private final Counter count;

    public DeadLetters(String bootstrapServers, String topic, MeterRegistry meters) {
        this(topic, newProducer(bootstrapServers), meters);
    }

    DeadLetters(String topic, Producer<String, String> producer, MeterRegistry meters) {
        this.topic = topic;
        this.producer = producer;
        this.count = Counter.builder("redpacket.dead.letters")
                .description("records that can never be applied, set aside for an operator")
                .tag("topic", topic)
                .register(meters);
    }

    private static Producer<String, String> newProducer(String bootstrapServers) {
        return new KafkaProducer<>(
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

    /** Returns when Kafka holds it; throws when it does not, so that the record is not lost. */
    public void setAside(ConsumerRecord<String, String> record, String reason) {
        ProducerRecord<String, String> letter = new ProducerRecord<>(topic, record.key(), record.value());
        header(letter, "reason", reason);
        header(letter, "origin-topic", record.topic());
        header(letter, "origin-partition", Integer.toString(record.partition()));
        header(letter, "origin-offset", Long.toString(record.offset()));
        try {
            producer.send(letter).get(2L * DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException("a dead letter could not be set aside in " + topic, e);
        }
        count.increment();
        LOG.error("dead letter from {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    private static void header(ProducerRecord<String, String> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
