package redpacket.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.common.process.ProcessSettings;

class HeartbeatTest {
    private static final DatabaseSettings SETTINGS = DatabaseSettings.of(
            "set-1", "grab-1", List.of("db:1"), "packets", new ProcessSettings.Database("app", "a", "owner", "o"));

    private final FakeRows rows = new FakeRows();
    private final AtomicLong nanos = new AtomicLong();
    private final Heartbeat heartbeat = new Heartbeat(SETTINGS, rows, nanos::get);

    @Test
    void isAcknowledgedUntilAPeriodAndTheGraceTimeHavePassed() {
        assertThat(heartbeat.isAcknowledged()).isFalse();
        beat();
        await().until(heartbeat::isAcknowledged);
        passes(SETTINGS.heartbeatEvery().plus(SETTINGS.heartbeatLateAfter()));
        assertThat(heartbeat.isAcknowledged()).isFalse();
        beat();
        await().until(heartbeat::isAcknowledged);
        assertThat(rows.begun).as("one row while all is well").containsExactly(0, 0);
    }

    @Test
    void aCommitThatHangsIsFollowedByOneInAnotherRowWhichUnblocksIt() {
        rows.hangs = true;
        beat();
        passes(SETTINGS.heartbeatEvery());
        heartbeat.beatIfDue();
        assertThat(rows.begun).as("not late yet").containsExactly(0);

        rows.unblocks = 1;
        passes(SETTINGS.heartbeatLateAfter());
        beat();
        await().until(heartbeat::isAcknowledged);
        assertThat(rows.begun).containsExactly(0, 1);
        await().until(() -> rows.ended.contains(0));
    }

    @Test
    void commitsThatHangComeSlowerAndAreBounded() {
        rows.hangs = true;
        beat();
        for (int row = 1; row < SETTINGS.heartbeatRowsMax(); row++) {
            passes(SETTINGS.heartbeatLateAfter()
                    .multipliedBy(Math.min(4, 1L << (row - 1)))
                    .minusNanos(1));
            heartbeat.beatIfDue();
            assertThat(rows.begun)
                    .as("begins later than the one before, and within four times the grace time")
                    .hasSize(row);
            passes(Duration.ofNanos(1));
            beat();
        }
        passes(Duration.ofDays(1));
        heartbeat.beatIfDue();
        assertThat(rows.begun).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        rows.unblocked.countDown();
    }

    @Test
    void afterAFailureTheNextHeartbeatTakesAnotherRow() {
        rows.failure = new SQLException("the row is locked");
        beat();
        await().until(() -> rows.ended.contains(0));
        rows.failure = null;
        await().until(() -> {
            heartbeat.beatIfDue();
            return heartbeat.isAcknowledged();
        });
        assertThat(rows.begun).contains(1);
    }

    @Test
    void anUncheckedExceptionEndsNoFurtherHeartbeat() {
        rows.failure = new IllegalStateException("thrown by the driver");
        heartbeat.start();
        try {
            await().until(() -> rows.begun.size() > 1);
            rows.failure = null;
            await().until(heartbeat::isAcknowledged);
        } finally {
            heartbeat.close();
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Begins a heartbeat that is due, and waits until its commit is under way. */
    private void beat() {
        int begun = rows.begun.size();
        await().until(heartbeat::beatIfDue);
        await().until(() -> rows.begun.size() > begun);
    }

    private static final class FakeRows implements Heartbeat.Rows {
        private final List<Integer> begun = new CopyOnWriteArrayList<>();
        private final List<Integer> ended = new CopyOnWriteArrayList<>();
        private final CountDownLatch unblocked = new CountDownLatch(1);
        private volatile boolean hangs;
        private volatile int unblocks = Integer.MAX_VALUE;
        private volatile @Nullable Exception failure;

        @Override
        public void beat(int row) throws SQLException {
            begun.add(row);
            try {
                Exception thrown = failure;
                if (thrown instanceof SQLException sql) {
                    throw sql;
                }
                if (thrown instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                if (row == unblocks) {
                    unblocked.countDown();
                }
                if (hangs) {
                    unblocked.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ended.add(row);
            }
        }

        @Override
        public void abort() {
            unblocked.countDown();
        }
    }
}
