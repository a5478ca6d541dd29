package redpacket.common.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Rows in memory; the lease is somebody else's for as long as the test says. */
final class FakeOutbox implements Outbox {
    private final Map<Long, OutboxRow> rows = new TreeMap<>();
    private final List<Long> askedNanos = new ArrayList<>();
    private boolean ours = true;
    private boolean released;
    private int deletesThatFail;
    private int deletes;
    private int looks;
    private volatile boolean measurementsFail;
    private volatile CountDownLatch measuring = new CountDownLatch(0);

    /** A measurement does not end before the latch is at zero. */
    void measureAfter(CountDownLatch latch) {
        measuring = latch;
    }

    void failMeasurements(boolean value) {
        measurementsFail = value;
    }

    synchronized void add(long id, String payload) {
        add(new OutboxRow(id, id % 4 + 1, payload, Instant.EPOCH));
    }

    synchronized void add(OutboxRow row) {
        rows.put(row.id(), row);
    }

    synchronized void setOurs(boolean value) {
        ours = value;
    }

    synchronized void failDeletes(int count) {
        deletesThatFail = count;
    }

    /** How often the relay read rows. */
    synchronized int looks() {
        return looks;
    }

    synchronized int deletes() {
        return deletes;
    }

    synchronized List<Long> ids() {
        return List.copyOf(rows.keySet());
    }

    /** When the relay asked whether it is its turn. */
    synchronized List<Long> askedNanos() {
        return List.copyOf(askedNanos);
    }

    synchronized boolean released() {
        return released;
    }

    @Override
    public synchronized boolean isOurs() {
        askedNanos.add(System.nanoTime());
        return ours;
    }

    @Override
    public synchronized List<OutboxRow> lowest(long above, Collection<Long> except, int limit) {
        looks++;
        return rows.values().stream()
                .filter(row -> row.id() > above && !except.contains(row.id()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void delete(List<Long> ids) {
        if (deletesThatFail > 0) {
            deletesThatFail--;
            throw new IllegalStateException("the database is away");
        }
        ids.forEach(rows::remove);
        deletes++;
    }

    @Override
    public OutboxMapper.Depth depth() {
        if (measurementsFail) {
            throw new IllegalStateException("the measurement took too long");
        }
        try {
            measuring.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return new OutboxMapper.Depth(rows.size(), null);
        }
    }

    @Override
    public synchronized void release() {
        released = true;
    }
}
