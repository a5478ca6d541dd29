package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;

/** The container that services get, on a consumer without a broker. */
class ConsumersTest {
    private static final String TOPIC = "packet-events";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final int RETRY_MILLIS_FIRST = 10;
    private static final int RETRY_MILLIS_MAX = 40;
    /** More than the ten after which Spring's default drops a batch. */
    private static final int FAILURES = 14;

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final List<Long> handedOverNanos = new CopyOnWriteArrayList<>();
    private @Nullable MessageListenerContainer container;

    @AfterEach
    void stop() {
        if (container != null) {
            container.stop();
        }
    }

    @Test
    void aBatchThatFailsIsTriedAgainPastTheTenthTimeAndItsPositionStays() {
        AtomicBoolean committedEarly = new AtomicBoolean();
        start(records -> {
            committedEarly.compareAndSet(false, committed(FIRST) > 0);
            if (batches.size() <= FAILURES) {
                throw new IllegalStateException("the database is away");
            }
        });
        add(FIRST, 0, "a", "b");
        await().until(() -> committed(FIRST) == 2);
        assertThat(committedEarly).isFalse();
        assertThat(batches).hasSize(FAILURES + 1).allMatch(batch -> batch.equals(List.of("a", "b")));
    }

    @Test
    void whatSpringWouldNeverTryAgainIsNotSkippedEither() {
        start(records -> {
            if (batches.size() <= 3) {
                throw new ClassCastException("a kind that is fatal by default");
            }
        });
        add(FIRST, 0, "kept");
        await().until(() -> committed(FIRST) == 1);
        assertThat(batches).hasSize(4).allMatch(batch -> batch.equals(List.of("kept")));
    }

    @Test
    void pausesBetweenTriesGrowUpToTheirBound() {
        start(records -> {
            if (batches.size() <= 5) {
                throw new IllegalStateException("the database is away");
            }
        });
        add(FIRST, 0, "slowly");
        await().until(() -> committed(FIRST) == 1);
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < handedOverNanos.size(); i++) {
            pauses.add(TimeUnit.NANOSECONDS.toMillis(handedOverNanos.get(i) - handedOverNanos.get(i - 1)));
        }
        assertThat(pauses).hasSize(5);
        assertThat(pauses.get(0)).isGreaterThanOrEqualTo(RETRY_MILLIS_FIRST - 1);
        assertThat(pauses.get(1)).isGreaterThanOrEqualTo(RETRY_MILLIS_FIRST * 2 - 1);
        assertThat(pauses.subList(2, 5)).allMatch(pause -> pause >= RETRY_MILLIS_MAX - 1);
    }

    @Test
    void everyPartitionGoesOnAfterAFailure() {
        start(records -> {
            if (batches.size() == 1) {
                throw new IllegalStateException("once");
            }
        });
        add(FIRST, 0, "first");
        add(SECOND, 0, "second");
        await().until(() -> committed(FIRST) == 1 && committed(SECOND) == 1);
        add(SECOND, 1, "third");
        await().until(() -> committed(SECOND) == 2);
        assertThat(batches.stream().flatMap(List::stream).toList()).contains("first", "second", "third");
    }

    private void start(BatchMessageListener<String, String> work) {
        var factory = Consumers.batches(ConsumerSettingsTest.settings(1, 100, RETRY_MILLIS_FIRST, RETRY_MILLIS_MAX));
        factory.setConsumerFactory(
                new DefaultKafkaConsumerFactory<>(
                        Map.of("group.id", "account"), new StringDeserializer(), new StringDeserializer()) {
                    @Override
                    protected Consumer<String, String> createRawConsumer(Map<String, Object> config) {
                        return consumer;
                    }
                });
        var built = factory.createContainer(TOPIC);
        built.getContainerProperties().setPollTimeout(20);
        built.setupMessageListener((BatchMessageListener<String, String>) records -> {
            handedOverNanos.add(System.nanoTime());
            batches.add(records.stream().map(ConsumerRecord::value).toList());
            work.onMessage(records);
        });
        container = built;
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        built.start();
        await().until(() -> !consumer.subscription().isEmpty());
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(FIRST, SECOND)));
        await().until(() -> !consumer.assignment().isEmpty());
    }

    private void add(TopicPartition partition, long offset, String... values) {
        consumer.schedulePollTask(() -> {
            for (int i = 0; i < values.length; i++) {
                consumer.addRecord(
                        new ConsumerRecord<>(partition.topic(), partition.partition(), offset + i, "key", values[i]));
            }
        });
    }

    private long committed(TopicPartition partition) {
        var position = consumer.committed(java.util.Set.of(partition)).get(partition);
        return position == null ? 0 : position.offset();
    }
}
