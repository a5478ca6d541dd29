package redpacket.notification.record;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.event.EventPartitions;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.notification.store.PeopleStore;

/**
 * Compares the positions of the records with the ends of the topic, periodically. Without Kafka asOf stays as it was.
 */
@Component
final class WatchProgress extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(WatchProgress.class);

    private final Progress progress = new Progress();
    private final ProcessSettings process;
    private final RecordSettings settings;
    private final Clock clock;
    private final Thread thread;

    WatchProgress(ProcessSettings process, RecordSettings settings, Clock clock, MeterRegistry meters) {
        this.process = process;
        this.settings = settings;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("record-progress").unstarted(this::run);
        Gauge.builder("redpacket.records.late.millis", this, WatchProgress::lateMillis)
                .description("age of the instant up to which the records are complete; -1 before it is known")
                .register(meters);
    }

    @Override
    protected void begin() {
        thread.start();
    }

    Optional<Instant> asOf() {
        return progress.asOf();
    }

    private double lateMillis() {
        return asOf().map(at -> (double) Duration.between(at, clock.instant()).toMillis())
                .orElse(-1.0);
    }

    private void run() {
        int timeout = Math.toIntExact(settings.progressTimeout().toMillis());
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                process.kafka().bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
        try (Admin admin = Admin.create(config)) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    look(admin);
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    LOG.debug("the progress of the records cannot be read: {}", e.toString());
                }
                Thread.sleep(settings.progressEvery());
            }
        } catch (InterruptedException e) {
            LOG.debug("the watch of the records ends");
        }
    }

    private void look(Admin admin) throws Exception {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        IntStream.range(0, process.eventPartitions().total())
                .forEach(partition ->
                        wanted.put(new TopicPartition(EventPartitions.PACKET_EVENTS, partition), OffsetSpec.latest()));
        long millis = settings.progressTimeout().toMillis();
        Map<Integer, Long> ends = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get(millis, TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        Map<Integer, Long> positions = new HashMap<>();
        admin.listConsumerGroupOffsets(PeopleStore.EVENT_GROUP)
                .partitionsToOffsetAndMetadata()
                .get(millis, TimeUnit.MILLISECONDS)
                .forEach((partition, position) -> {
                    if (position != null) {
                        positions.put(partition.partition(), position.offset());
                    }
                });
        progress.look(at, ends, positions);
    }

    @Override
    protected void end() {
        thread.interrupt();
    }
}
