package redpacket.loadtest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/**
 * The baseline: SELECT … FOR UPDATE of the packet's row, insert of the share, update of the row, commit; on the same
 * servers, with the same durability, and with no HTTP in front, which flatters it.
 */
final class RowLocking implements AutoCloseable {
    private static final int CLIENTS = 64;
    private static final int LAST_OF_SET = 3;

    private final int port;
    private final String password;
    private long nextPacket = 1;

    RowLocking(StateDirectory state) throws SQLException {
        this.password = Secrets.load(state).credentials().ownerPassword();
        this.port = primary(state);
        try (Connection connection = connect()) {
            Sql.run(
                    connection,
                    "DROP TABLE IF EXISTS packets.bench_shares",
                    "DROP TABLE IF EXISTS packets.bench_packets",
                    "CREATE TABLE packets.bench_packets (packet_id BIGINT PRIMARY KEY, left_fen BIGINT, left_count INT)",
                    "CREATE TABLE packets.bench_shares (packet_id BIGINT, user_id BIGINT, amount_fen BIGINT,"
                            + " PRIMARY KEY (packet_id, user_id))");
        }
    }

    private int primary(StateDirectory state) throws SQLException {
        for (int member = 1; member <= LAST_OF_SET; member++) {
            int candidate = Ports.load(state).of("set-1-db-" + member);
            try (Connection connection = Sql.connect(candidate, Credentials.OWNER, password)) {
                if ("0".equals(Sql.value(connection, "SELECT @@global.read_only"))) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("set-1 has no primary");
    }

    private Connection connect() throws SQLException {
        return Sql.connect(port, Credentials.OWNER, password);
    }

    /** Opens packets of this many shares, all at once, for some time. */
    Measured run(String strategy, int packets, int shares, long nanosMax) throws SQLException, InterruptedException {
        long first = nextPacket;
        nextPacket += packets;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < packets; i++) {
                Sql.run(
                        connection,
                        "INSERT INTO packets.bench_packets VALUES (" + (first + i) + ", " + shares * 10L + ", " + shares
                                + ")");
            }
            connection.commit();
        }
        ConcurrentLinkedQueue<Long> work = new ConcurrentLinkedQueue<>();
        for (int share = 0; share < shares; share++) {
            for (int i = 0; i < packets; i++) {
                work.add(first + i);
            }
        }
        Histogram micros = new ConcurrentHistogram(3);
        AtomicLong opens = new AtomicLong();
        AtomicLong users = new AtomicLong();
        long cpu = OpenBench.cpuNanos();
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try (Connection connection = connect()) {
                    connection.setAutoCommit(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    Long packet = work.poll();
                    while (packet != null && System.nanoTime() - begun < nanosMax) {
                        long start = System.nanoTime();
                        if (open(connection, packet, users.incrementAndGet())) {
                            opens.incrementAndGet();
                            micros.recordValue((System.nanoTime() - start) / 1_000);
                        }
                        packet = work.poll();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Measured.of(strategy, opens.get(), System.nanoTime() - begun, micros, OpenBench.cpuNanos() - cpu);
    }

    private static boolean open(Connection connection, long packet, long user) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT left_fen, left_count FROM packets.bench_packets WHERE packet_id = ? FOR UPDATE")) {
            lock.setLong(1, packet);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || row.getInt(2) == 0) {
                    connection.rollback();
                    return false;
                }
            }
        }
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO packets.bench_shares VALUES (?, ?, 10)");
                PreparedStatement update = connection.prepareStatement("UPDATE packets.bench_packets SET"
                        + " left_fen = left_fen - 10, left_count = left_count - 1 WHERE packet_id = ?")) {
            insert.setLong(1, packet);
            insert.setLong(2, user);
            insert.executeUpdate();
            update.setLong(1, packet);
            update.executeUpdate();
        }
        connection.commit();
        return true;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect()) {
            Sql.run(
                    connection,
                    "DROP TABLE IF EXISTS packets.bench_shares",
                    "DROP TABLE IF EXISTS packets.bench_packets");
        }
    }
}
