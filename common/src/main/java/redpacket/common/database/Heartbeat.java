package redpacket.common.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a row every half second and knows when the last commit was acknowledged.
 *
 * <p>With no replica a commit waits without an end (semi-sync). Callers ask {@link #isAcknowledged} before they begin
 * to write, so a process has few commits in that wait.
 *
 * <p>A lost acknowledgement blocks a primary until a later commit is acknowledged. So a heartbeat that is late is
 * followed by another one, after 1 s, then 2 s, then every 4 s. Each has a row and a connection of its own. A row whose
 * commit hangs stays locked; the number of rows bounds the commits that hang.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final int DOUBLINGS_MAX = 2;

    /** The rows of this process. Each may be written by one thread at a time. */
    interface Rows {
        /** Commits a new time in the row; returns when the commit is acknowledged. */
        void beat(int row) throws SQLException;

        /** Ends all commits that are under way with an exception. */
        void abort();
    }

    private final DatabaseSettings settings;
    private final Rows rows;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean running = true;
    private volatile long acknowledgedNanos;
    private volatile boolean everAcknowledged;
    private volatile long roundTripMillis;
    private volatile int nextRow;
    private long begunNanos;

    Heartbeat(DatabaseSettings settings, Rows rows, LongSupplier nanoTime) {
        this.settings = settings;
        this.rows = rows;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("heartbeat-" + settings.name())
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether commits reach a replica: the last acknowledgement is not older than a period and the grace time. */
    boolean isAcknowledged() {
        long bound =
                settings.heartbeatEvery().plus(settings.heartbeatLateAfter()).toNanos();
        return everAcknowledged && nanoTime.getAsLong() - acknowledgedNanos < bound;
    }

    long roundTripMillis() {
        return roundTripMillis;
    }

    /** Ends commits that hang on a member that is not the primary any more. */
    void abort() {
        rows.abort();
    }

    private void run() {
        while (running) {
            try {
                beatIfDue();
            } catch (RuntimeException e) {
                LOG.error("{}: a heartbeat could not begin", settings.name(), e);
            }
            try {
                Thread.sleep(settings.heartbeatEvery());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Begins a heartbeat, unless an earlier one is under way and not late. Whether it began. Called by one thread. */
    boolean beatIfDue() {
        int pending = waiting.size();
        int row = freeRow();
        if (row < 0 || (pending > 0 && !isLate(pending))) {
            return false;
        }
        waiting.add(row);
        begunNanos = nanoTime.getAsLong();
        Thread.ofVirtual().name("heartbeat-" + settings.name() + "-" + row).start(() -> beat(row));
        return true;
    }

    private boolean isLate(int pending) {
        long late = settings.heartbeatLateAfter().toNanos() << Math.min(pending - 1, DOUBLINGS_MAX);
        return nanoTime.getAsLong() - begunNanos >= late;
    }

    private int freeRow() {
        for (int i = 0; i < settings.heartbeatRowsMax(); i++) {
            int row = (nextRow + i) % settings.heartbeatRowsMax();
            if (!waiting.contains(row)) {
                return row;
            }
        }
        return -1;
    }

    private void beat(int row) {
        long begun = nanoTime.getAsLong();
        int next = (row + 1) % settings.heartbeatRowsMax();
        try {
            rows.beat(row);
            acknowledgedNanos = nanoTime.getAsLong();
            everAcknowledged = true;
            roundTripMillis = Duration.ofNanos(acknowledgedNanos - begun).toMillis();
            next = row;
        } catch (SQLException e) {
            LOG.debug("{}: heartbeat in row {} failed: {}", settings.name(), row, e.toString());
        } catch (RuntimeException e) {
            LOG.error("{}: heartbeat in row {} failed", settings.name(), row, e);
        } finally {
            // After a failure the row may be locked by a commit that hangs on the server.
            nextRow = next;
            waiting.remove(row);
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        abort();
    }
}
