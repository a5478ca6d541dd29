package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.StartBeforeServing;

/** Renews the prize lease periodically, one request at a time. */
final class PollPrizes extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(PollPrizes.class);

    private final PrizePool pool;
    private final PrizeLeases leases;
    private final String holder;
    private final ShakeSettings settings;
    private final Ticker ticker;
    private final Thread thread = Thread.ofPlatform().daemon().name("prizes").unstarted(this::run);
    private boolean answering = true;

    PollPrizes(PrizePool pool, PrizeLeases leases, String holder, ShakeSettings settings, Ticker ticker) {
        this.pool = pool;
        this.leases = leases;
        this.holder = holder;
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    protected void begin() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                poll();
                Thread.sleep(settings.pollMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("the prize lease is no longer renewed");
        }
    }

    /** Renews the lease once. A failure is logged, and the next poll tries again. */
    void poll() {
        PrizeLeases.Holding holding = pool.holding(holder);
        long asked = ticker.read();
        try {
            PrizeLeases.Lease lease = leases.renew(holding).block(Duration.ofMillis(settings.pollTimeoutMillis()));
            if (lease != null) {
                pool.renew(lease, holding, asked, ticker.read());
            }
            if (!answering) {
                LOG.info("the prize lease is renewed again");
            }
            answering = true;
        } catch (RuntimeException e) {
            if (answering) {
                LOG.warn("the prize lease cannot be renewed: {}", e.toString());
            }
            answering = false;
        }
    }

    @Override
    protected void end() {
        thread.interrupt();
    }
}
