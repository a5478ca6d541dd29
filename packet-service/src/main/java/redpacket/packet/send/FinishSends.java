package redpacket.packet.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.common.database.Lease;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.packet.model.PacketRow;
import redpacket.packet.set.PacketSets;

/**
 * Ends sends that a crash or a time-out left half-way: voids the charge, and then cancels the order; or, where the
 * charge had landed, activates the packet.
 */
@Component
class FinishSends {
    private static final Logger LOG = LoggerFactory.getLogger(FinishSends.class);
    private static final int BATCH_MAX = 100;
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final PacketSets sets;
    private final Orders orders;
    private final Charges charges;
    private final SendSettings settings;
    private final Clock clock;
    private final Map<SetId, Lease> leases;
    private final Counter activated;
    private final Counter cancelled;

    FinishSends(
            PacketSets sets, Orders orders, Charges charges, SendSettings settings, Clock clock, MeterRegistry meters) {
        this.sets = sets;
        this.orders = orders;
        this.charges = charges;
        this.settings = settings;
        this.clock = clock;
        this.leases = sets.all().stream()
                .collect(Collectors.toMap(
                        PacketSets.PacketSet::id, set -> new Lease(set.group(), "finish-sends", LEASE)));
        this.activated = Counter.builder("redpacket.sends.finished")
                .description("sends that were left half-way and then ended")
                .tag("how", "activated")
                .register(meters);
        this.cancelled = Counter.builder("redpacket.sends.finished")
                .description("sends that were left half-way and then ended")
                .tag("how", "cancelled")
                .register(meters);
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 500)
    void finish() {
        for (PacketSets.PacketSet set : sets.all()) {
            Lease lease = leases.get(set.id());
            if (lease == null || !set.group().accepting()) {
                continue;
            }
            try {
                lease.runIfFree(() -> finish(set.id()));
            } catch (RuntimeException e) {
                LOG.warn("{}: unfinished sends stay for the next round: {}", set.name(), e.getMessage());
            }
        }
    }

    private void finish(SetId set) {
        Instant before = clock.instant().minus(settings.unfinishedAfter());
        for (PacketRow order : orders.unfinished(set, before, BATCH_MAX)) {
            finish(new PacketId(set, order.packetId()), order.senderId());
        }
    }

    void finish(PacketId packet, long senderId) {
        if (charges.voidCharge(packet, senderId)) {
            orders.cancel(packet);
            cancelled.increment();
        } else {
            orders.activate(packet, clock.instant());
            activated.increment();
        }
    }
}
