package redpacket.packet.set;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;

/**
 * Brings a group's schema up to date and starts the heartbeat, on a thread of its own. A group that is away at the
 * start delays the others only for a bounded time, and joins when it is back. Until then it accepts nothing.
 */
public final class OpeningGroup implements Opening, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningGroup.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final MemberGroup group;
    private final DatabaseSettings settings;
    private final String location;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    /** To be opened with the migrations of this class path location. */
    public OpeningGroup(MemberGroup group, DatabaseSettings settings, String location) {
        this.group = group;
        this.settings = settings;
        this.location = location;
        this.thread =
                Thread.ofPlatform().daemon().name("open-" + settings.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public MemberGroup group() {
        return group;
    }

    @Override
    public String what() {
        return "the database of " + settings.name();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return opened.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            while (!migrated()) {
                Thread.sleep(AGAIN_AFTER);
            }
            group.startHeartbeat();
            group.awaitAccepting(settings.heartbeatLateAfter());
            opened.countDown();
        } catch (InterruptedException e) {
            LOG.debug("{} is not waited for any more", settings.name());
        }
    }

    private boolean migrated() {
        try {
            Migrations.run(group, settings, location);
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} is not open yet, again in {} ms", settings.name(), AGAIN_AFTER.toMillis(), e);
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        group.close();
    }
}
