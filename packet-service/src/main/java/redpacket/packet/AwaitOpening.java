package redpacket.packet;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.process.StartBeforeServing;
import redpacket.packet.set.Opening;
import redpacket.packet.set.OpeningSettings;
import redpacket.packet.set.SetWorkers;

/**
 * Holds back serving until everything is open, or for as long as that is worth it: what is away then joins later, and
 * the rest serves without it. The workers are at work meanwhile, set by set.
 */
@Component
final class AwaitOpening extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitOpening.class);

    private final List<Opening> openings;
    private final List<SetWorkers> startedBefore;
    private final OpeningSettings settings;

    AwaitOpening(List<Opening> openings, List<SetWorkers> startedBefore, OpeningSettings settings) {
        this.openings = openings;
        this.startedBefore = startedBefore;
        this.settings = settings;
    }

    @Override
    protected void begin() {
        long end = System.nanoTime() + Duration.ofMillis(settings.waitMillis()).toNanos();
        try {
            for (Opening opening : openings) {
                if (!opening.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                    LOG.warn("{}: not open yet; the rest serves without it", opening.what());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.debug("{} kinds of workers are at work", startedBefore.size());
    }

    @Override
    protected void end() {
        LOG.debug("serving has ended");
    }
}
