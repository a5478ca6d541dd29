package redpacket.loadtest.bench.open;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import redpacket.loadtest.stack.Databases;
import redpacket.loadtest.stack.Restoration;
import redpacket.local.api.ControlClient;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/**
 * The baseline behind the same HTTPS path: owners that replace both grab-services and open a packet with row locks. An
 * open is SELECT … FOR UPDATE of the packet's row, the log's entry, its event in the outbox, the update of the row, and
 * commit. Gateway, tables and servers are the same. Events stay in the outbox until the grab-services return, so the
 * ledger has no work meanwhile, which favours the baseline.
 */
final class RowLockingOwners implements AutoCloseable {
    private static final List<String> REPLACED = List.of("grab-1", "grab-2");
    private static final int CONNECTIONS_A_SET = 32;
    private static final int BACKLOG = 1_024;
    private static final long FEN = 10;
    private static final String TABLE = "packets.bench_left";

    private final ControlClient control;
    private final Databases databases;
    private final Restoration restoration = new Restoration();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, BlockingQueue<Connection>> pools = new HashMap<>();
    private final AtomicLong numbers;

    RowLockingOwners(StateDirectory state) throws SQLException, IOException {
        this.control = new ControlClient(state);
        this.databases = new Databases(state);
        // Larger than every number that a service has given.
        this.numbers = new AtomicLong((System.currentTimeMillis()
                        - Instant.parse("2026-01-01T00:00:00Z").toEpochMilli())
                << 22);
        for (String set : databases.sets()) {
            BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS_A_SET);
            for (int i = 0; i < CONNECTIONS_A_SET; i++) {
                pool.add(connect(state, set));
            }
            pools.put(Integer.parseInt(set.substring("set-".length())), pool);
            restoration.add(
                    "the table of the bench is dropped in " + set,
                    () -> databases.run(set, "DROP TABLE IF EXISTS " + TABLE));
            databases.run(
                    set,
                    "CREATE TABLE IF NOT EXISTS " + TABLE
                            + " (packet_id BIGINT PRIMARY KEY, left_count INT, share_count INT, sender_id BIGINT)",
                    "DELETE FROM " + TABLE);
        }
        for (String replaced : REPLACED) {
            restoration.add(replaced + " runs", () -> control.send("start/" + replaced));
            control.send("kill/" + replaced);
            HttpServer server = HttpServer.create(
                    new InetSocketAddress("127.0.0.1", Ports.load(state).of(replaced)), BACKLOG);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
            restoration.add("the port of " + replaced + " is free", () -> server.stop(0));
        }
    }

    private Connection connect(StateDirectory state, String set) throws SQLException {
        Connection connection = Sql.connect(
                databases.primaryPort(set),
                Credentials.OWNER,
                Secrets.load(state).credentials().ownerPassword());
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    /** Makes the rows that hold the remaining shares of the packets. */
    void take(List<String> packetIds, int shares) throws SQLException {
        for (String id : packetIds) {
            Packet packet = Packet.of(id);
            databases.run(
                    "set-" + packet.set,
                    "INSERT INTO " + TABLE + " SELECT packet_id, " + shares + ", " + shares
                            + ", sender_id FROM packets.packets WHERE packet_id = " + packet.number);
        }
    }

    /** The parts of a public id. The gateway has verified its MAC. */
    private record Packet(String text, int set, long number) {
        static Packet of(String text) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new Packet(text, bytes.getShort() & 0xfff, bytes.getLong());
        }
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String json = "{\"ready\":true}";
            if (path.endsWith("/open")) {
                long user = Long.parseLong(exchange.getRequestHeaders().getFirst("X-User-Id"));
                json = open(Packet.of(path.split("/")[3]), user);
            }
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String open(Packet packet, long user) throws SQLException, InterruptedException {
        BlockingQueue<Connection> pool = pools.getOrDefault(packet.set, new ArrayBlockingQueue<>(1));
        Connection connection = pool.take();
        try {
            return open(connection, packet, user);
        } catch (SQLIntegrityConstraintViolationException again) {
            // An answer was lost, and the client repeats the call.
            return opened(FEN, 0, 0);
        } finally {
            connection.rollback();
            pool.add(connection);
        }
    }

    private String open(Connection connection, Packet packet, long user) throws SQLException {
        int left;
        int shares;
        long sender;
        try (PreparedStatement lock = connection.prepareStatement(
                "SELECT left_count, share_count, sender_id FROM " + TABLE + " WHERE packet_id = ? FOR UPDATE")) {
            lock.setLong(1, packet.number);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || row.getInt(1) == 0) {
                    connection.rollback();
                    return "{\"outcome\":\"EMPTY\"}";
                }
                left = row.getInt(1);
                shares = row.getInt(2);
                sender = row.getLong(3);
            }
        }
        int sequence = shares - left + 1;
        try (PreparedStatement log = connection.prepareStatement("INSERT INTO packets.packet_log"
                        + " (packet_id, sequence, user_id, amount_fen, previous_sequence, at, trace_id)"
                        + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), '')");
                PreparedStatement outbox = connection.prepareStatement("INSERT INTO packets.outbox"
                        + " (id, event_key, payload, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))");
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + TABLE + " SET left_count = left_count - 1 WHERE packet_id = ?")) {
            log.setLong(1, packet.number);
            log.setInt(2, sequence);
            log.setLong(3, user);
            log.setLong(4, FEN);
            log.setObject(5, sequence == 1 ? null : sequence - 1);
            log.executeUpdate();
            outbox.setLong(1, numbers.incrementAndGet());
            outbox.setLong(2, user);
            outbox.setString(3, event(packet, sender, user, sequence, left - 1));
            outbox.executeUpdate();
            update.setLong(1, packet.number);
            update.executeUpdate();
        }
        if (left == 1) {
            Sql.run(connection, "DELETE FROM packets.open_packets WHERE packet_id = " + packet.number);
        }
        connection.commit();
        return opened(FEN, sequence, left - 1);
    }

    private static String opened(long fen, int sequence, int left) {
        return "{\"outcome\":\"OPENED\",\"amountFen\":" + fen + ",\"sequence\":" + sequence + ",\"remainingCount\":"
                + left + ",\"openedAt\":\"" + Instant.now() + "\"}";
    }

    private static String event(Packet packet, long sender, long user, int sequence, int left) {
        return "{\"type\":\"PACKET_OPENED\",\"eventId\":\"open-" + packet.text + "-" + user + "\",\"packetId\":\""
                + packet.text + "\",\"senderId\":" + sender + ",\"at\":\"" + Instant.now()
                + "\",\"traceId\":\"\",\"userId\":"
                + user + ",\"sequence\":" + sequence + ",\"amountFen\":" + FEN + ",\"remainingCount\":" + left + "}";
    }

    /** Frees the ports of the grab-services and starts them. */
    @Override
    public void close() {
        restoration.close();
        threads.close();
        for (BlockingQueue<Connection> pool : pools.values()) {
            for (Connection connection : pool) {
                try {
                    connection.close();
                } catch (SQLException ignored) {
                    // It is gone already.
                }
            }
        }
    }
}
