package redpacket.packet.profile;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private volatile boolean running = true;

    ProfileCopier(ProcessSettings process, String setName, ProfileCopies copies, ProfileSettings settings) {
        this.group = "packet-profiles-" + setName;
        this.process = process;
        this.copies = copies;
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon().name(group).start(this::run);
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config())) {
                CopyProfiles copy = new CopyProfiles(consumer, copies, Duration.ofMillis(settings.refillCheckMillis()));
                copy.subscribe();
                copyOn(copy);
            } catch (InterruptedException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("{}: consumer failed and is made anew: {}", group, e.toString());
                if (!paused(settings.retryMillisMax())) {
                    return;
                }
            }
        }
    }

    private void copyOn(CopyProfiles copy) throws InterruptedException {
        long retryMillis = ProfileSettings.RETRY_MILLIS_FIRST;
        while (running) {
            try {
                copy.copySome();
                retryMillis = ProfileSettings.RETRY_MILLIS_FIRST;
            } catch (IllegalStateException e) {
                LOG.warn("{}: copied again in {} ms: {}", group, retryMillis, e.toString());
                Thread.sleep(retryMillis);
                retryMillis = Math.min(settings.retryMillisMax(), retryMillis * 2);
            }
        }
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

    private static boolean paused(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(CLOSE_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
