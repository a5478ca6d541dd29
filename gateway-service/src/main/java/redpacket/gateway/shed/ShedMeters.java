package redpacket.gateway.shed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import redpacket.gateway.model.CallClass;

/** What operators see of overload. */
final class ShedMeters {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EnumMap<CallClass, Counter> shed = new EnumMap<>(CallClass.class);
    private final EnumMap<CallClass, Counter> limited = new EnumMap<>(CallClass.class);
    private final Timer loopLag;
    private final MeterRegistry meters;

    ShedMeters(MeterRegistry meters) {
        this.meters = meters;
        for (CallClass callClass : CallClass.values()) {
            shed.put(callClass, counter("redpacket.gateway.shed", "Requests shed by priority and user", callClass));
            limited.put(callClass, counter("redpacket.gateway.limited", "Calls past a limit in flight", callClass));
        }
        loopLag = Timer.builder("redpacket.gateway.loop.lag")
                .description("What work waits for its event loop")
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

    void show(String scope, Shedder shedder) {
        Gauge.builder("redpacket.gateway.shed.load", shedder, Shedder::load)
                .description("The part of what arrives that is shed")
                .tag("scope", scope)
                .register(meters);
        Gauge.builder("redpacket.gateway.shed.level", shedder, it -> (double) it.level() / UserRanks.COUNT)
                .description("How many classes of calls are let in, the most important first")
                .tag("scope", scope)
                .register(meters);
        Gauge.builder("redpacket.gateway.queue.seconds", shedder, it -> it.averageWaitNanos() / NANOS_PER_SECOND)
                .description("What requests waited on average in the last window")
                .tag("scope", scope)
                .register(meters);
    }

    void show(String scope, CallClass callClass, AdaptiveLimit limit, WaitingRoom room) {
        Gauge.builder("redpacket.gateway.limit", limit, AdaptiveLimit::limit)
                .description("Calls that may be in flight")
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
        Gauge.builder("redpacket.gateway.limit.in.flight", limit, AdaptiveLimit::inFlight)
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
        Gauge.builder("redpacket.gateway.limit.waiting", room, WaitingRoom::waiting)
                .description("Calls that wait for a place under the limit")
                .tag("scope", scope)
                .tag("class", spelling(callClass))
                .register(meters);
    }

    private static String spelling(CallClass callClass) {
        return callClass.name().toLowerCase(Locale.ROOT);
    }
}
