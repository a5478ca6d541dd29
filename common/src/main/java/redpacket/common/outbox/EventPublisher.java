package redpacket.common.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes rows and says which of them Kafka holds on all in-sync replicas. */
final class EventPublisher implements AutoCloseable {
    private static final long BUFFER_BYTES_MAX = 8L << 20;
    private static final int BLOCK_MILLIS_MAX = 2_000;
    /** A partition that was added or has a leader again is known after this. */
    private static final int METADATA_MILLIS_MAX = 10_000;

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
        config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS_MAX);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /**
     * The result of a round.
     *
     * @param rows ids of the rows of which every event is acknowledged
     * @param events in these rows
     * @param blocked ids of the rows with an event whose partition is not there
     * @param missing these partitions
     */
    record Published(List<Long> rows, int events, List<Long> blocked, Set<Integer> missing) {}

    /** The events of a row that were sent. */
    private record Sent(OutboxRow row, List<Future<RecordMetadata>> events, boolean isBlocked) {}

    /**
     * Publishes rows; throws when no row was acknowledged, with the cause of the first.
     *
     * @param triedThrough a blocked row up to this id was tried before: none of its events is sent again
     */
    Published publish(List<OutboxRow> rows, long triedThrough)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<Integer> available = availablePartitions();
        Set<Integer> missing = new TreeSet<>();
        List<Sent> sent = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            List<EventBundle.Event> events = EventBundle.events(row);
            List<EventBundle.Event> sendable = events.stream()
                    .filter(event -> available.contains(partitionOf.applyAsInt(event.key())))
                    .toList();
            boolean isBlocked = sendable.size() < events.size();
            if (isBlocked) {
                events.forEach(event -> missing.add(partitionOf.applyAsInt(event.key())));
            }
            List<Future<RecordMetadata>> ofRow = new ArrayList<>(events.size());
            boolean isAway = !(isBlocked && row.id() <= triedThrough) && !send(sendable, ofRow);
            sent.add(new Sent(row, ofRow, isBlocked));
            if (isAway) {
                break;
            }
        }
        missing.removeAll(available);
        return acknowledged(sent, missing);
    }

    /** Kafka holds a partition that has a leader. Waits for Kafka once, where nothing is known of the topic. */
    private Set<Integer> availablePartitions() {
        return producer.partitionsFor(settings.topic()).stream()
                .filter(partition -> partition.leader() != null)
                .map(PartitionInfo::partition)
                .collect(Collectors.toSet());
    }

    /** False when Kafka is away: each further event would wait for it as long as this one did. */
    private boolean send(Collection<EventBundle.Event> events, List<Future<RecordMetadata>> sent) {
        for (EventBundle.Event event : events) {
            long begunNanos = System.nanoTime();
            sent.add(producer.send(new ProducerRecord<>(
                    settings.topic(),
                    partitionOf.applyAsInt(event.key()),
                    Long.toString(event.key()),
                    event.payload())));
            if (sent.getLast().state() == Future.State.FAILED && System.nanoTime() - begunNanos > LONG_NANOS) {
                return false;
            }
        }
        return true;
    }

    private Published acknowledged(List<Sent> sent, Set<Integer> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Long> rows = new ArrayList<>(sent.size());
        List<Long> blocked = new ArrayList<>();
        int events = 0;
        ExecutionException failure = null;
        for (Sent one : sent) {
            ExecutionException refused = await(one.events());
            if (refused != null) {
                failure = failure == null ? refused : failure;
            } else if (one.isBlocked()) {
                blocked.add(one.row().id());
            } else {
                rows.add(one.row().id());
                events += one.events().size();
            }
        }
        if (rows.isEmpty() && failure != null) {
            throw failure;
        }
        return new Published(rows, events, blocked, missing);
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
