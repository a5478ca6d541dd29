package redpacket.account.funds;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.account.model.Leadership;

/** Exports the gap as a metric, from the process that leads the first shard. */
@Component
class WatchGap {
    private static final Logger LOG = LoggerFactory.getLogger(WatchGap.class);
    private static final int FIRST_SHARD = 1;

    private final TellFunds tellFunds;
    private final Leadership leadership;
    private volatile long gapFen;

    WatchGap(TellFunds tellFunds, Leadership leadership, MeterRegistry meters) {
        this.tellFunds = tellFunds;
        this.leadership = leadership;
        Gauge.builder("redpacket.funds.gap.fen", this, it -> it.gapFen)
                .description("escrow against the sets' logs, packet by packet; credits on their way count too")
                .register(meters);
    }

    @Scheduled(
            fixedDelayString = "${redpacket.account.funds.watch-every:15s}",
            initialDelayString = "${redpacket.account.funds.watch-every:15s}")
    void look() {
        if (!leadership.leads(FIRST_SHARD)) {
            gapFen = 0;
            return;
        }
        try {
            gapFen = tellFunds.gapFen();
        } catch (RuntimeException e) {
            LOG.info("the gap is as it was: a set or a shard cannot be asked: {}", e.toString());
        }
    }
}
