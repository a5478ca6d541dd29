package redpacket.gateway.shed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import redpacket.gateway.model.CallClass;

/** The metrics of overload. */
final class ShedMeters {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EnumMap<CallClass, Counter> shed = new EnumMap<>(CallClass.class);
    private final EnumMap<CallClass, Counter> limited = new EnumMap<>(CallClass.class);
    private final Timer loopLag;
    private final MeterRegistry meters;

    ShedMeters(MeterRegistry meters) {
        this.meters = meters;
        for (CallClass callClass : CallClass.values()) {
            shed.put(callClass, counter("redpacket.gateway.shed", "Requests that were shed", callClass));
            limited.put(
                    callClass, counter("redpacket.gateway.limited", "Calls that a limit in flight refused", callClass));
        }
        loopLag = Timer.builder("redpacket.gateway.loop.lag")
                .description("Time that work waits for its event loop")
                .register(meters);
    }

    private Counter counter(String name, String description, CallClass callClass) {
        return Counter.builder(name)
                .description(description)
                .tag("class", spelling(callClass))
                .register(meters);
    }

    void shed(CallClass callClass) {
        count(shed, callClass);
    }

    void limited(CallClass callClass) {
        count(limited, callClass);
    }

    private static void count(EnumMap<CallClass, Counter> counters, CallClass callClass) {
        Counter counter = counters.get(callClass);
        if (counter != null) {
            counter.increment();
        }
    }

    void lagged(long nanos) {
        loopLag.record(nanos, TimeUnit.NANOSECONDS);
    }

    void show(String name, SheddingScope scope) {
        Gauge.builder("redpacket.gateway.shed.load", scope, SheddingScope::load)
                .description("Part of the arriving requests that is shed")
                .tag("scope", name)
                .register(meters);
        Gauge.builder("redpacket.gateway.shed.level", scope, it -> (double) it.level() / UserPriorities.COUNT)
                .description("Number of admitted classes of calls, the most important first")
                .tag("scope", name)
                .register(meters);
        Gauge.builder("redpacket.gateway.queue.seconds", scope, it -> it.averageWaitNanos() / NANOS_PER_SECOND)
                .description("Average wait of requests in the last window")
                .tag("scope", name)
                .register(meters);
    }

    void show(String scope, CallClass callClass, AdaptiveLimit limit, PendingQueue queue) {
        Gauge.builder("redpacket.gateway.limit", limit, AdaptiveLimit::limit)
                .description("Limit of calls in flight")
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
        Gauge.builder("redpacket.gateway.limit.in.flight", limit, AdaptiveLimit::inFlight)
                .description("Calls in flight")
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
        Gauge.builder("redpacket.gateway.limit.waiting", queue, PendingQueue::size)
                .description("Calls that wait for a permit of the limit")
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
    }

    private static String spelling(CallClass callClass) {
        return callClass.name().toLowerCase(Locale.ROOT);
    }
}
