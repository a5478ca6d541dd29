package redpacket.grab.open;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.grab.model.OpenOutcome;

/** Counts grabs and opens by outcome. */
@Component
final class OpenCounters {
    private final MeterRegistry meters;
    /** INVARIANT: bounded by the verbs and the outcomes. */
    private final ConcurrentHashMap<Key, Counter> counters = new ConcurrentHashMap<>();

    OpenCounters(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Key(Verb verb, Class<?> outcome) {}

    void count(Verb verb, OpenOutcome outcome) {
        counters.computeIfAbsent(
                        new Key(verb, outcome.getClass()),
                        key -> Counter.builder("redpacket.opens")
                                .description("grabs and opens by outcome")
                                .tag("call", verb.name().toLowerCase(Locale.ROOT))
                                .tag("outcome", key.outcome().getSimpleName())
                                .register(meters))
                .increment();
    }
}
