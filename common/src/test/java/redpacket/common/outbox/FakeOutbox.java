package redpacket.common.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows in memory; the lease is somebody else's for as long as the test says. */
final class FakeOutbox implements Outbox {
    private final Map<Long, OutboxRow> rows = new TreeMap<>();
    private final List<Long> askedNanos = new ArrayList<>();
    private boolean ours = true;
    private boolean released;
    private int deletesThatFail;
    private int deletes;

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
    public synchronized List<OutboxRow> lowest(Collection<Long> except, int limit) {
        return rows.values().stream()
                .filter(row -> !except.contains(row.id()))
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
    public synchronized OutboxMapper.Depth depth() {
        return new OutboxMapper.Depth(rows.size(), null);
    }

    @Override
    public synchronized void release() {
        released = true;
    }
}
