package redpacket.common.consume;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Builds listener containers that never skip a record. */
public final class Consumers {
    private static final int SESSION_MILLIS = 10_000;

    private Consumers() {}

    /**
     * For partitions that Kafka deals out in the group. A container commits the position after the listener has
     * returned, and tries a batch again when it throws.
     */
    public static ConcurrentKafkaListenerContainerFactory<String, String> batches(ConsumerSettings settings) {
        Map<String, Object> config = config(settings);
        // Static membership: after a crash the same name takes over without waiting for the old session to run out.
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.group() + "-" + settings.instance());
        return factory(settings, config);
    }

    /** For partitions that the service assigns itself; the group only keeps their positions. */
    public static ConcurrentKafkaListenerContainerFactory<String, String> assigned(ConsumerSettings settings) {
        return factory(settings, config(settings));
    }

    private static Map<String, Object> config(ConsumerSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollRecordsMax());
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 120_000);
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 5);
        // One event is fetched at once; the pause after a batch makes batches larger (Linger).
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(settings.fetchWait().toMillis()));
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return config;
    }

    private static ConcurrentKafkaListenerContainerFactory<String, String> factory(
            ConsumerSettings settings, Map<String, Object> config) {
        var factory = new ConcurrentKafkaListenerContainerFactory<String, String>();
        factory.setConsumerFactory(
                new DefaultKafkaConsumerFactory<>(config, new StringDeserializer(), new StringDeserializer()));
        factory.setBatchListener(true);
        factory.setConcurrency(settings.consumers());
        factory.getContainerProperties().setAckMode(ContainerProperties.AckMode.BATCH);
        factory.getContainerProperties().setListenerTaskExecutor(new SimpleAsyncTaskExecutor(settings.group() + "-"));
        factory.setCommonErrorHandler(endlessRetries(settings));
        return factory;
    }

    /** The default drops a batch after ten tries, and a credit would be lost. */
    private static DefaultErrorHandler endlessRetries(ConsumerSettings settings) {
        ExponentialBackOff backOff =
                new ExponentialBackOff(settings.retryWaitFirst().toMillis(), 2);
        backOff.setMaxInterval(settings.retryWaitMax().toMillis());
        backOff.setMaxAttempts(Long.MAX_VALUE);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // Also the kinds that are never tried again by default.
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
