package redpacket.packet.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Metrics of sending. */
final class SendMetrics {
    private final MeterRegistry meters;

    SendMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void sent(SendOutcome outcome, long nanos) {
        Timer.builder("redpacket.sends")
                .description("sends by how they ended")
                .tag("outcome", tagOf(outcome))
                .register(meters)
                .record(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    /** An order that was left half-way and is now ended. */
    void repaired(String how) {
        Counter.builder("redpacket.send.repairs")
                .description("orders that were left half-way, by how the sweeper ended them")
                .tag("how", how)
                .register(meters)
                .increment();
    }

    static String tagOf(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.UnknownGroup ignored -> "unknown_group";
            case SendOutcome.KeyReused ignored -> "key_reused";
            case SendOutcome.UserFrozen ignored -> "user_frozen";
            case SendOutcome.InsufficientBalance ignored -> "insufficient_balance";
            case SendOutcome.DailyLimitReached ignored -> "daily_limit_reached";
            case SendOutcome.Unavailable unavailable ->
                "unavailable_" + unavailable.reason().name().toLowerCase(Locale.ROOT);
            case SendOutcome.Sent sent -> sent.repeated() ? "repeated" : "sent";
        };
    }
}
