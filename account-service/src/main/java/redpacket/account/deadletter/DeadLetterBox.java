package redpacket.account.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topics whose names end in {@code .dead}. A letter is handled once it was sent again: the position of the group
 * {@code dead-letters} records it. The topics keep every letter.
 */
final class DeadLetterBox {
    private static final String GROUP = "dead-letters";
    private static final String SUFFIX = ".dead";
    private static final int MILLIS_MAX = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    DeadLetterBox(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * One letter.
     *
     * @param origin topic, partition and offset that it had first
     */
    record Letter(
            String topic,
            int partition,
            long offset,
            Instant at,
            String reason,
            @Nullable Origin origin,
            @Nullable String key,
            @Nullable String value) {}

    record Origin(String topic, int partition, long offset) {}

    /** The letters that were not sent again, the oldest of each partition first, no more than this many. */
    List<Letter> open(int max) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return read(consumer, max).stream()
                    .map(DeadLetterBox::letter)
                    .sorted(Comparator.comparing(Letter::at))
                    .toList();
        }
    }

    /** Sends letters to their origin and records them as handled. Effect-once makes a second time harmless. */
    int resend(int max) throws InterruptedException, ExecutionException, TimeoutException {
        try (KafkaConsumer<String, String> consumer = consumer();
                KafkaProducer<String, String> producer = producer()) {
            List<ConsumerRecord<String, String>> records = read(consumer, max);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
            for (ConsumerRecord<String, String> record : records) {
                Origin origin = letter(record).origin();
                if (origin != null) {
                    sent.add(producer.send(
                            new ProducerRecord<>(origin.topic(), origin.partition(), record.key(), record.value())));
                }
                done.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            }
            for (Future<RecordMetadata> future : sent) {
                future.get(2L * MILLIS_MAX, TimeUnit.MILLISECONDS);
            }
            consumer.commitSync(done, Duration.ofMillis(MILLIS_MAX));
            return sent.size();
        }
    }

    private static List<ConsumerRecord<String, String>> read(KafkaConsumer<String, String> consumer, int max) {
        Duration timeout = Duration.ofMillis(MILLIS_MAX);
        List<TopicPartition> partitions = consumer.listTopics(timeout).entrySet().stream()
                .filter(topic -> topic.getKey().endsWith(SUFFIX))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        if (partitions.isEmpty()) {
            return records;
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        while (records.size() < max && isBehind(consumer, ends)) {
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                if (records.size() < max) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static boolean isBehind(KafkaConsumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static Letter letter(ConsumerRecord<String, String> record) {
        String topic = header(record, "origin-topic");
        return new Letter(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                header(record, "reason"),
                topic.isEmpty()
                        ? null
                        : new Origin(
                                topic,
                                Integer.parseInt(header(record, "origin-partition")),
                                Long.parseLong(header(record, "origin-offset"))),
                record.key(),
                record.value());
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        MILLIS_MAX,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        MILLIS_MAX - 1_000),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        4L << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        MILLIS_MAX,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        MILLIS_MAX / 2,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        MILLIS_MAX),
                new StringSerializer(),
                new StringSerializer());
    }
}
