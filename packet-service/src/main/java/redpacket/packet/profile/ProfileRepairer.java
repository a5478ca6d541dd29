package redpacket.packet.profile;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.StartBeforeServing;

/** The thread that repairs copies of profiles, over and over. */
final class ProfileRepairer extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileRepairer.class);

    private final RepairProfiles repair;
    private final Duration every;
    private final Thread thread;

    ProfileRepairer(RepairProfiles repair, Duration every) {
        this.repair = repair;
        this.every = every;
        this.thread = Thread.ofPlatform().daemon().name("repair-profiles").unstarted(this::run);
    }

    @Override
    protected void begin() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(every);
                try {
                    repair.repair();
                } catch (RuntimeException e) {
                    LOG.debug("profiles are repaired later: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("profiles are not repaired any more");
        }
    }

    @Override
    protected void end() {
        thread.interrupt();
    }
}
