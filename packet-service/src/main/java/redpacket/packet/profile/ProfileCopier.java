package redpacket.packet.profile;

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

/** The thread that copies profiles to one set, for ever: ever more slowly while it fails. */
final class ProfileCopier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileCopier.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final String group;
    private final ProcessSettings process;
    private final ProfileCopies copies;
    private final ProfileSettings settings;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> current;

    ProfileCopier(ProcessSettings process, String setName, ProfileCopies copies, ProfileSettings settings) {
        this.group = "packet-profiles-" + setName;
        this.process = process;
        this.copies = copies;
        this.settings = settings;
        this.thread = BackgroundThreads.unstarted(group, this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (isRunning()) {
                try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config())) {
                    current = consumer;
                    CopyProfiles copy =
                            new CopyProfiles(consumer, copies, Duration.ofMillis(settings.refillCheckMillis()));
                    copy.subscribe();
                    copyOn(copy);
                } catch (WakeupException e) {
                    LOG.debug("{} ends", group);
                } catch (RuntimeException e) {
                    LOG.warn("{}: consumer failed and is made anew: {}", group, e.toString());
                    pause(settings.retryMillisMax());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", group);
        }
    }

    private void copyOn(CopyProfiles copy) throws InterruptedException {
        long retryMillis = ProfileSettings.RETRY_MILLIS_FIRST;
        while (isRunning()) {
            try {
                copy.copySome();
                retryMillis = ProfileSettings.RETRY_MILLIS_FIRST;
            } catch (IllegalStateException e) {
                LOG.warn("{}: copied again in {} ms: {}", group, retryMillis, e.toString());
                pause(retryMillis);
                retryMillis = Math.min(settings.retryMillisMax(), retryMillis * 2);
            }
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Unless it is to stop. */
    private void pause(long millis) throws InterruptedException {
        stopping.await(millis, TimeUnit.MILLISECONDS);
    }

    private Map<String, Object> config() {
        return Map.ofEntries(
                Map.entry(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, process.kafka().bootstrapServers()),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                // After a restart the same name goes on at once, without waiting for the old session to end.
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
