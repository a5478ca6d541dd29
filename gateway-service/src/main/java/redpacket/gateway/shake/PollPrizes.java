package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.StartBeforeServing;

/** Asks for prizes over and over, one request at a time. */
final class PollPrizes extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(PollPrizes.class);

    private final PrizePool pool;
    private final Dealer dealer;
    private final String holder;
    private final ShakeSettings settings;
    private final Ticker ticker;
    private final Thread thread = Thread.ofPlatform().daemon().name("prizes").unstarted(this::run);
    private boolean answering = true;

    PollPrizes(PrizePool pool, Dealer dealer, String holder, ShakeSettings settings, Ticker ticker) {
        this.pool = pool;
        this.dealer = dealer;
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
            LOG.debug("no more prizes are asked for");
        }
    }

    /** Once; never throws for what may pass. */
    void poll() {
        Dealer.Holding holding = pool.holding(holder);
        long asked = ticker.read();
        try {
            Dealer.Deal deal = dealer.lease(holding).block(Duration.ofMillis(settings.pollTimeoutMillis()));
            if (deal != null) {
                pool.take(deal, holding, asked, ticker.read());
            }
            if (!answering) {
                LOG.info("prizes are dealt again");
            }
            answering = true;
        } catch (RuntimeException e) {
            if (answering) {
                LOG.warn("no prizes are dealt at present: {}", e.toString());
            }
            answering = false;
        }
    }

    @Override
    protected void end() {
        thread.interrupt();
    }
}
