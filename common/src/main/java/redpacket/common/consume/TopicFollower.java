package redpacket.common.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that copies a topic to one place. Each place has a follower and a group of its own, so a place that is
 * away delays no other one. Failures are repeated without end, after pauses that grow.
 */
public final class TopicFollower {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final FollowerSettings settings;
    private final TopicCopies copies;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable KafkaConsumer<String, String> current;
    private long retryMillis = FollowerSettings.RETRY_MILLIS_FIRST;

    public TopicFollower(FollowerSettings settings, TopicCopies copies) {
        this.settings = settings;
        this.copies = copies;
        this.thread = Thread.ofPlatform().daemon().name(settings.group()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (isRunning()) {
                try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config())) {
                    current = consumer;
                    FollowTopic follow = new FollowTopic(consumer, copies, settings.checkEvery());
                    follow.subscribe(settings.topic());
                    follow(follow);
                } catch (WakeupException e) {
                    LOG.debug("{} ends", settings.group());
                } catch (KafkaException e) {
                    pauseAfter(e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted", settings.group());
        }
    }

    /** A consumer outlives failures of the copies, but not its own. */
    private void follow(FollowTopic follow) throws InterruptedException {
        while (isRunning()) {
            try {
                follow.round();
                retryMillis = FollowerSettings.RETRY_MILLIS_FIRST;
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                pauseAfter(e);
            }
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    private void pauseAfter(RuntimeException failure) throws InterruptedException {
        LOG.warn("{}: copied again in {} ms: {}", settings.group(), retryMillis, failure.toString());
        if (!stopping.await(retryMillis, TimeUnit.MILLISECONDS)) {
            retryMillis = Math.min(settings.retryWaitMax().toMillis(), retryMillis * 2);
        }
    }

    private Map<String, Object> config() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, settings.group()),
                Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.group() + "-" + settings.instance()),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.pollRecordsMax()),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class));
    }

    /** Asks it to end; {@link #awaitEnd} waits for it. */
    public void stop() {
        stopping.countDown();
        KafkaConsumer<String, String> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    public void awaitEnd() {
        try {
            if (thread.isAlive() && !thread.join(CLOSE_WAIT)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
