package redpacket.account.credit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Leadership;
import redpacket.account.shard.Shards;
import redpacket.common.event.EventPartitions;

/**
 * Consumes the partitions of each shard that this process leads, and of no other (rule M4). A consumer that ends by
 * itself makes the process not alive.
 */
final class CreditConsumers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CreditConsumers.class);
    private static final long FOLLOW_EVERY_MILLIS = 250;

    private final ConcurrentKafkaListenerContainerFactory<String, String> factory;
    private final CreditListener listener;
    private final Shards shards;
    private final Leadership leadership;
    private final ApplicationContext context;
    private final CreditsUnderWay underWay;
    private final Clock clock;
    /** By shard. */
    private final Map<Integer, ConcurrentMessageListenerContainer<String, String>> containers = new HashMap<>();

    private final ScheduledExecutorService follower = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("credit-consumers").factory());
    private boolean running;

    CreditConsumers(
            ConcurrentKafkaListenerContainerFactory<String, String> factory,
            CreditListener listener,
            Shards shards,
            Leadership leadership,
            ApplicationContext context,
            CreditsUnderWay underWay,
            Clock clock,
            MeterRegistry meters) {
        this.factory = factory;
        this.listener = listener;
        this.shards = shards;
        this.leadership = leadership;
        this.context = context;
        this.underWay = underWay;
        this.clock = clock;
        leadership.onChange((shard, leads) -> followSoon());
        Gauge.builder("redpacket.ledger.credits.behind.records", this, CreditConsumers::recordsBehind)
                .description("records that the partition furthest behind has not consumed; -1 before the first poll")
                .register(meters);
    }

    @Override
    public synchronized void start() {
        running = true;
        // Again and again: a consumer may fail to start, or a change of leadership may be missed.
        var unused = follower.scheduleWithFixedDelay(this::followAll, 0, FOLLOW_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The caller writes the ledger and must not wait for a consumer. */
    private void followSoon() {
        try {
            follower.execute(this::followAll);
        } catch (RejectedExecutionException e) {
            LOG.debug("the process ends: {}", e.toString());
        }
    }

    private void followAll() {
        shards.all().forEach(shard -> {
            try {
                follow(shard.number(), leadership.leads(shard.number()));
            } catch (RuntimeException e) {
                LOG.error("credits of shard {} are not consumed yet", shard.number(), e);
            }
        });
    }

    private synchronized void follow(int shard, boolean leads) {
        if (leads && running) {
            containers.computeIfAbsent(shard, this::started);
        } else {
            underWay.elsewhere(clock.instant());
            stopped(shard);
        }
    }

    private ConcurrentMessageListenerContainer<String, String> started(int shard) {
        var container = factory.createContainer(shards.partitionsOf(shard).stream()
                .map(partition -> new TopicPartitionOffset(EventPartitions.PACKET_EVENTS, partition))
                .toArray(TopicPartitionOffset[]::new));
        container.setBeanName("credits-" + shard);
        container.setupMessageListener((BatchMessageListener<String, String>) listener::credit);
        container.start();
        return container;
    }

    /** Does not wait for the batch in work: the ledger refuses it if this process has ceased to lead. */
    private void stopped(int shard) {
        var container = containers.remove(shard);
        if (container != null) {
            container.stop(() -> LOG.debug("credits of shard {} are not consumed here any more", shard));
        }
    }

    /** Waits for the batches in work, without the lock: the ledger's writers that decide them may ask for it. */
    @Override
    public void stop() {
        follower.shutdownNow();
        List<ConcurrentMessageListenerContainer<String, String>> stopping;
        synchronized (this) {
            running = false;
            stopping = List.copyOf(containers.values());
            containers.clear();
        }
        stopping.forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    private synchronized double recordsBehind() {
        return containers.values().stream()
                .flatMap(container -> container.metrics().values().stream())
                .flatMap(metrics -> metrics.values().stream())
                .flatMap(CreditConsumers::lag)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(-1);
    }

    private static Stream<Double> lag(Metric metric) {
        boolean isLag = metric.metricName().name().equals("records-lag-max")
                && !metric.metricName().tags().containsKey("partition");
        return isLag && metric.metricValue() instanceof Double value && !value.isNaN()
                ? Stream.of(value)
                : Stream.empty();
    }

    @EventListener
    void onStop(ConsumerStoppedEvent event) {
        if (event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            LOG.error("a consumer of packet events has ended: {}. Start this process again.", event.getReason());
            AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
        }
    }
}
