package redpacket.loadtest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.HdrHistogram.Histogram;
import redpacket.loadtest.proof.Databases;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/**
 * The limit that the database sets: one writer, inserts only, 256 entries of a log with their outbox rows in a commit,
 * durable on two machines; the tables and keys are those of a packet's log. No service, no HTTP.
 */
final class LaneAlone implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int EVENTS_A_ROW = 22;
    private static final String PAYLOAD = "x".repeat(300);

    private final StateDirectory state;
    private long packet;
    private long outboxId;

    LaneAlone(StateDirectory state) throws SQLException {
        this.state = state;
        try (Connection connection = connect()) {
            Sql.run(
                    connection,
                    "DROP TABLE IF EXISTS packets.bench_log",
                    "DROP TABLE IF EXISTS packets.bench_outbox",
                    "CREATE TABLE packets.bench_log LIKE packets.packet_log",
                    "CREATE TABLE packets.bench_outbox LIKE packets.outbox");
        }
    }

    private Connection connect() throws SQLException {
        return Sql.connect(
                Ports.load(state).of(new Databases(state).primaryOf("set-1")),
                Credentials.OWNER,
                Secrets.load(state).credentials().ownerPassword());
    }

    Measured run(String strategy, long nanosMax) throws SQLException {
        Histogram micros = new Histogram(3);
        long cpu = OpenBench.cpuNanos();
        long begun = System.nanoTime();
        long opens = 0;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            while (System.nanoTime() - begun < nanosMax) {
                long start = System.nanoTime();
                commit(connection);
                opens += BATCH;
                micros.recordValueWithCount((System.nanoTime() - start) / 1_000, BATCH);
            }
        }
        return Measured.of(strategy, opens, System.nanoTime() - begun, micros, OpenBench.cpuNanos() - cpu);
    }

    private void commit(Connection connection) throws SQLException {
        packet++;
        StringBuilder log = new StringBuilder("INSERT INTO packets.bench_log (packet_id, sequence, user_id, amount_fen,"
                + " previous_sequence, at, trace_id) VALUES ");
        StringBuilder outbox =
                new StringBuilder("INSERT INTO packets.bench_outbox (id, event_key, payload, created_at) VALUES ");
        for (int i = 1; i <= BATCH; i++) {
            String comma = i == 1 ? "" : ", ";
            log.append(comma)
                    .append('(')
                    .append(packet)
                    .append(", ")
                    .append(i)
                    .append(", ")
                    .append(i)
                    .append(", 10, ");
            log.append(i == 1 ? "NULL" : Integer.toString(i - 1)).append(", UTC_TIMESTAMP(3), REPEAT('a', 32))");
            // As a lane does: a row for as many events as stay in their page.
            boolean first = i % EVENTS_A_ROW == 1;
            outbox.append(first ? comma + "(" + ++outboxId + ", 0, '" : "\n")
                    .append(i)
                    .append(' ')
                    .append(PAYLOAD);
            outbox.append(i % EVENTS_A_ROW == 0 || i == BATCH ? "', UTC_TIMESTAMP(3))" : "");
        }
        try (PreparedStatement entries = connection.prepareStatement(log.toString());
                PreparedStatement events = connection.prepareStatement(outbox.toString())) {
            entries.executeUpdate();
            events.executeUpdate();
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect()) {
            Sql.run(connection, "DROP TABLE IF EXISTS packets.bench_log", "DROP TABLE IF EXISTS packets.bench_outbox");
        }
    }
}
