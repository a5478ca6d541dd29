package redpacket.packet.group;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.BackgroundThreads;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The thread that copies groups, for ever: ever more slowly while it fails. */
final class GroupCopier extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCopier.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final String GROUP = "packet-groups";

    private final ProcessSettings process;
    private final GroupCopies copies;
    private final GroupSettings settings;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> current;

    GroupCopier(ProcessSettings process, GroupCopies copies, GroupSettings settings) {
        this.process = process;
        this.copies = copies;
        this.settings = settings;
        this.thread = BackgroundThreads.unstarted(GROUP, this::run);
    }

    @Override
    protected void begin() {
        thread.start();
    }

    private void run() {
        long retryMillis = GroupSettings.RETRY_MILLIS_FIRST;
        try {
            while (stopping.getCount() > 0) {
                try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config())) {
                    current = consumer;
                    CopyGroups copy = new CopyGroups(consumer, copies);
                    copy.subscribe();
                    while (stopping.getCount() > 0) {
                        copy.copySome();
                        retryMillis = GroupSettings.RETRY_MILLIS_FIRST;
                    }
                } catch (WakeupException e) {
                    LOG.debug("{} ends", GROUP);
                } catch (RuntimeException e) {
                    LOG.warn("{}: copied again in {} ms: {}", GROUP, retryMillis, e.toString());
                    stopping.await(retryMillis, TimeUnit.MILLISECONDS);
                    retryMillis = Math.min(settings.retryMillisMax(), retryMillis * 2);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", GROUP);
        }
    }

    private Map<String, Object> config() {
        return Map.ofEntries(
                Map.entry(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, process.kafka().bootstrapServers()),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, GROUP),
                // After a restart the same name goes on at once, without waiting for the old session to end.
                Map.entry(
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        GROUP + "-" + process.instance().name()),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollRecordsMax()),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class));
    }

    @Override
    protected void end() {
        stopping.countDown();
        KafkaConsumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(CLOSE_WAIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
