package redpacket.account.wallet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import redpacket.account.model.Leadership;
import redpacket.account.model.Ledger;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;

/** Carries the payouts of the shards that this process leads, round after round. */
@Component
final class PayoutSchedule implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PayoutSchedule.class);

    private final CarryPayouts carryPayouts;
    private final Leadership leadership;
    private final PayoutSettings settings;
    private final Map<Integer, Payouts> shards = new TreeMap<>();
    private final Map<Integer, Duration> oldest = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("payouts").unstarted(this::run);
    private volatile boolean running;

    PayoutSchedule(
            Shards shards,
            Ledger ledger,
            Leadership leadership,
            ObjectProvider<PaymentProvider> provider,
            PayoutSettings settings,
            MeterRegistry meters) {
        this.carryPayouts = new CarryPayouts(PaymentProvider.required(provider), ledger, settings);
        this.leadership = leadership;
        this.settings = settings;
        for (Shard shard : shards.all()) {
            this.shards.put(shard.number(), new SqlPayouts(shard));
            Gauge.builder("redpacket.payouts.oldest.seconds", oldest, ages -> secondsOf(ages, shard.number()))
                    .description("age of the oldest payout that the payment provider has not answered")
                    .tag("shard", Integer.toString(shard.number()))
                    .register(meters);
        }
    }

    private static double secondsOf(Map<Integer, Duration> ages, int shard) {
        return ages.getOrDefault(shard, Duration.ZERO).toSeconds();
    }

    private void run() {
        try {
            while (running) {
                shards.forEach(this::round);
                Thread.sleep(settings.every());
            }
        } catch (InterruptedException e) {
            LOG.debug("payouts end");
        }
    }

    private void round(int shard, Payouts payouts) {
        if (!leadership.leads(shard)) {
            oldest.remove(shard);
            return;
        }
        try {
            carryPayouts.carry(payouts);
            oldest.put(shard, payouts.oldestPending());
        } catch (RuntimeException e) {
            LOG.warn("shard {}: payouts wait for the next round: {}", shard, e.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
