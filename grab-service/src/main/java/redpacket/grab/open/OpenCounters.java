package redpacket.grab.open;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import redpacket.grab.model.OpenOutcome;

/** Counts grabs and opens by how they ended. */
@Component
final class OpenCounters {
    private final MeterRegistry meters;
    /** INVARIANT: bounded, since calls and outcomes are few. */
    private final ConcurrentHashMap<Key, Counter> counters = new ConcurrentHashMap<>();

    OpenCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Key(String call, Class<?> outcome) {}

    void count(String call, OpenOutcome outcome) {
        counters.computeIfAbsent(
                        new Key(call, outcome.getClass()),
                        key -> Counter.builder("redpacket.opens")
                                .description("grabs and opens by how they ended")
                                .tag("call", call)
                                .tag("outcome", key.outcome().getSimpleName())
                                .register(meters))
                .increment();
    }
}
