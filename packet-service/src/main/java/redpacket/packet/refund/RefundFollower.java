package redpacket.packet.refund;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.event.RefundNotice;
import redpacket.common.process.BackgroundThreads;
import redpacket.common.process.ProcessSettings;

/**
 * The thread that follows refunds for one set, in a group of its own, so that a set that is away holds up no other. A
 * batch is committed to Kafka after it is in the database; a failure makes the consumer anew, ever more slowly.
 */
final class RefundFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefundFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final String group;
    private final ProcessSettings process;
    private final MarkRefunds markRefunds;
    private final RefundSettings settings;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> current;
    private long retryMillis = RefundSettings.RETRY_MILLIS_FIRST;

    RefundFollower(ProcessSettings process, String setName, MarkRefunds markRefunds, RefundSettings settings) {
        this.group = "packet-refunds-" + setName;
        this.process = process;
        this.markRefunds = markRefunds;
        this.settings = settings;
        this.thread = BackgroundThreads.unstarted(group, this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config())) {
                    current = consumer;
                    consumer.subscribe(List.of(RefundNotice.TOPIC));
                    follow(consumer);
                } catch (WakeupException e) {
                    LOG.debug("{} ends", group);
                } catch (RuntimeException e) {
                    LOG.warn("{}: again in {} ms: {}", group, retryMillis, e.toString());
                    stopping.await(retryMillis, TimeUnit.MILLISECONDS);
                    retryMillis = Math.min(settings.retryMillisMax(), retryMillis * 2);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", group);
        }
    }

    private void follow(KafkaConsumer<String, String> consumer) {
        while (stopping.getCount() > 0) {
            List<String> notices = new ArrayList<>();
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                notices.add(String.valueOf(record.value()));
            }
            if (!notices.isEmpty()) {
                markRefunds.mark(notices);
                consumer.commitSync();
            }
            retryMillis = RefundSettings.RETRY_MILLIS_FIRST;
        }
    }

    private Map<String, Object> config() {
        return Map.ofEntries(
                Map.entry(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, process.kafka().bootstrapServers()),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        group + "-" + process.instance().name()),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollRecordsMax()),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class));
    }

    /** Asks it to end; {@link #close} waits for it. */
    void stop() {
        stopping.countDown();
        KafkaConsumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            if (!thread.join(CLOSE_WAIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
