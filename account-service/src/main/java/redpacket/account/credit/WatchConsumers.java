package redpacket.account.credit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.stereotype.Component;

/** Tells how far the credits are behind, and that they stand still: a consumer that has ended is not alive. */
@Component
final class WatchConsumers {
    private static final Logger LOG = LoggerFactory.getLogger(WatchConsumers.class);

    private final ApplicationContext context;
    private final KafkaListenerEndpointRegistry listeners;

    WatchConsumers(ApplicationContext context, KafkaListenerEndpointRegistry listeners, MeterRegistry meters) {
        this.context = context;
        this.listeners = listeners;
        Gauge.builder("redpacket.ledger.credits.behind.records", this, WatchConsumers::recordsBehind)
                .description("records that the partition furthest behind has before it; -1 when nothing was polled yet")
                .register(meters);
    }

    private double recordsBehind() {
        return listeners.getListenerContainers().stream()
                .flatMap(container -> container.metrics().values().stream())
                .flatMap(metrics -> metrics.values().stream())
                .flatMap(WatchConsumers::lag)
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
