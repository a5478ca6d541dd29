package redpacket.loadtest.bench.open;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.HdrHistogram.Histogram;
import redpacket.loadtest.report.Measured;
import redpacket.loadtest.stack.Databases;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/**
 * The limit of the database: one writer commits 256 entries of a log with their outbox rows at a time, durable on two
 * machines. Tables and keys are those of a packet's log. There is no service and no HTTP.
 */
final class LaneAlone implements AutoCloseable {
    private static final int BATCH = 256;
    private static final int EVENTS_A_ROW = 22;
    private static final String PAYLOAD = "x".repeat(300);

    private final StateDirectory state;
    private final Restoration restoration = new Restoration();
    private long packet;
    private long outboxId;

    LaneAlone(StateDirectory state) throws SQLException {
        this.state = state;
        restoration.add("the tables of the bench are dropped", this::drop);
        drop();
        try (Connection connection = connect()) {
            Sql.run(
                    connection,
                    "CREATE TABLE packets.bench_log LIKE packets.packet_log",
                    "CREATE TABLE packets.bench_outbox LIKE packets.outbox");
        }
    }

    private Connection connect() throws SQLException {
        return Sql.connect(
                new Databases(state).primaryPort("set-1"),
                Credentials.OWNER,
                Secrets.load(state).credentials().ownerPassword());
    }

    Measured run(String strategy, long nanosMax) throws SQLException {
        Histogram micros = new Histogram(3);
        long cpu = ProcessorTime.ownNanos();
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
        return Measured.of(strategy, opens, System.nanoTime() - begun, micros, ProcessorTime.ownNanos() - cpu);
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
            // As in a lane, a row holds as many events as fit into its page.
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
    public void close() {
        restoration.close();
    }

    private void drop() throws SQLException {
        try (Connection connection = connect()) {
            Sql.run(connection, "DROP TABLE IF EXISTS packets.bench_log", "DROP TABLE IF EXISTS packets.bench_outbox");
        }
    }
}
