package redpacket.packet.campaign;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.Lease;
import redpacket.common.database.MemberGroup;
import redpacket.common.process.StartBeforeServing;

/**
 * Works on campaigns in the background, one process at a time by a lease in the control schema. The lease only saves
 * work: each step may be done twice.
 */
final class CampaignWorker extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignWorker.class);

    private final MemberGroup control;
    private final SettleSettings settings;
    private final List<Runnable> rounds;
    private final Thread thread = Thread.ofPlatform().daemon().name("campaigns").unstarted(this::run);

    CampaignWorker(MemberGroup control, SettleSettings settings, List<Runnable> rounds) {
        this.control = control;
        this.settings = settings;
        this.rounds = List.copyOf(rounds);
    }

    @Override
    protected void begin() {
        thread.start();
    }

    private void run() {
        Lease lease = new Lease(control, "campaigns", settings.lease());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(settings.idleMillis());
                round(lease);
            }
        } catch (InterruptedException e) {
            LOG.debug("the worker of campaigns ends");
        }
    }

    private void round(Lease lease) {
        if (!control.accepting()) {
            return;
        }
        try {
            lease.runIfFree(() -> rounds.forEach(Runnable::run));
        } catch (RuntimeException e) {
            LOG.warn("a round over the campaigns failed: {}", e.toString());
        }
    }

    @Override
    protected void end() {
        thread.interrupt();
    }
}
