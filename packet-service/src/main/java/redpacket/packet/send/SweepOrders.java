package redpacket.packet.send;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.SetId;
import redpacket.common.trace.Trace;
import redpacket.packet.set.BoundedRound;

/**
 * Ends the orders of one set that a crash, a time-out or a refusal left ORDERED.
 *
 * <p>First the charge is voided, so that a late one cannot land; then the order is cancelled. A charge that came before
 * the void stands, and its packet is activated instead (rule S2). Each step bears being repeated, also by two at once.
 * One thread calls {@link #sweep}.
 */
final class SweepOrders {
    private static final Logger LOG = LoggerFactory.getLogger(SweepOrders.class);

    private final SetId set;
    private final Orders orders;
    private final Charges charges;
    private final Clock clock;
    private final SweepSettings settings;
    private final SendMetrics metrics;
    private Orders.Position position = Orders.Position.START;

    SweepOrders(SetId set, Orders orders, Charges charges, Clock clock, SweepSettings settings, SendMetrics metrics) {
        this.set = set;
        this.orders = orders;
        this.charges = charges;
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * One bounded round; whether there is more to do at once. Throws when none of what was left could be ended, so that
     * the caller comes back more slowly. The next round goes on behind this one, so that orders whose account shard
     * does not answer do not hide the others.
     */
    boolean sweep() throws InterruptedException {
        List<Order> left =
                orders.waiting(set, now().minusMillis(settings.afterMillis()), position, settings.ordersMax());
        boolean full = left.size() == settings.ordersMax();
        position = full ? Orders.Position.of(left.getLast()) : Orders.Position.START;
        int done = new BoundedRound(settings.concurrentMax()).countDone(left, this::end);
        if (done == 0 && !left.isEmpty()) {
            throw new IllegalStateException(
                    "none of " + left.size() + " orders of set " + set + " that were left could be ended");
        }
        return full;
    }

    /** Whether the order is ended. */
    private boolean end(Order order) {
        Trace.begin(order.traceId());
        try {
            return switch (charges.voidCharge(order)) {
                case VOIDED -> cancel(order);
                case CHARGED -> activate(order);
                case UNKNOWN -> {
                    metrics.repaired("unknown");
                    yield false;
                }
            };
        } finally {
            Trace.end();
        }
    }

    private boolean cancel(Order order) {
        if (orders.cancel(order.id())) {
            metrics.repaired("cancelled");
        }
        return true;
    }

    private boolean activate(Order order) {
        switch (orders.activate(order, now())) {
            case ACTIVATED -> {
                metrics.repaired("activated");
                LOG.info("packet {} was charged and is now active", order.id());
            }
            case ALREADY_ACTIVE -> LOG.debug("packet {} was active already", order.id());
            case CANCELLED -> LOG.error("packet {} was charged and cancelled, which rule S2 excludes", order.id());
        }
        return true;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
