package redpacket.common.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongToIntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes rows and says which of them Kafka holds on all in-sync replicas. */
final class EventPublisher implements AutoCloseable {
    private static final long BUFFER_BYTES_MAX = 8L << 20;
    private static final int BLOCK_MILLIS_MAX = 2_000;
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(BLOCK_MILLIS_MAX) / 2;

    private final OutboxSettings settings;
    private final LongToIntFunction partitionOf;
    private final Producer<String, String> producer;

    EventPublisher(OutboxSettings settings, LongToIntFunction partitionOf) {
        this(settings, partitionOf, newProducer(settings));
    }

    EventPublisher(OutboxSettings settings, LongToIntFunction partitionOf, Producer<String, String> producer) {
        this.settings = settings;
        this.partitionOf = partitionOf;
        this.producer = producer;
    }

    private static Producer<String, String> newProducer(OutboxSettings settings) {
        int deliveryMillis = Math.toIntExact(settings.deliveryTimeout().toMillis());
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "outbox-" + settings.name());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES_MAX);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS_MAX);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryMillis / 2);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /**
     * What was acknowledged.
     *
     * @param rows ids of the rows of which every event was
     * @param events in these rows
     */
    record Acknowledged(List<Long> rows, int events) {}

    /** Throws when no row was acknowledged, with the cause of the first. */
    Acknowledged publish(List<OutboxRow> rows) throws InterruptedException, ExecutionException, TimeoutException {
        List<List<Future<RecordMetadata>>> sent = new ArrayList<>(rows.size());
        // Kafka is away: each event would wait for it as long as the first did.
        boolean away = false;
        for (OutboxRow row : rows) {
            List<EventBundle.Event> events = EventBundle.events(row);
            List<Future<RecordMetadata>> ofRow = new ArrayList<>(events.size());
            for (EventBundle.Event event : events) {
                long begun = System.nanoTime();
                ofRow.add(producer.send(new ProducerRecord<>(
                        settings.topic(),
                        partitionOf.applyAsInt(event.key()),
                        Long.toString(event.key()),
                        event.payload())));
                away = ofRow.getLast().state() == Future.State.FAILED && System.nanoTime() - begun > LONG_NANOS;
                if (away) {
                    break;
                }
            }
            sent.add(ofRow);
            if (away) {
                break;
            }
        }
        List<Long> acknowledged = new ArrayList<>(rows.size());
        int events = 0;
        ExecutionException failure = null;
        for (int i = 0; i < sent.size(); i++) {
            ExecutionException refused = await(sent.get(i));
            if (refused == null) {
                acknowledged.add(rows.get(i).id());
                events += sent.get(i).size();
            } else if (failure == null) {
                failure = refused;
            }
        }
        if (acknowledged.isEmpty() && failure != null) {
            throw failure;
        }
        return new Acknowledged(acknowledged, events);
    }

    /** Null when all are acknowledged; else why the first was not. */
    private @Nullable ExecutionException await(List<Future<RecordMetadata>> sent)
            throws InterruptedException, TimeoutException {
        ExecutionException failure = null;
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get(settings.deliveryTimeout().toMillis() * 2, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                failure = failure == null ? e : failure;
            }
        }
        return failure;
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(1));
    }
}
