package redpacket.loadtest;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import redpacket.loadtest.proof.Databases;
import redpacket.local.api.ControlClient;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/**
 * The baseline behind the same HTTPS path: in the place of both grab-services, owners that open a packet the usual way.
 * SELECT … FOR UPDATE of the packet's row, what is left decides, the log's entry and its event in the outbox, update of
 * the row, commit, answer. Same gateway, same tables, same servers. Events stay in the outbox until the grab-services,
 * which publish them, are back; so nothing of the ledger's work is done meanwhile, which flatters it.
 */
final class RowLockingOwners implements AutoCloseable {
    private static final List<String> REPLACED = List.of("grab-1", "grab-2");
    private static final int CONNECTIONS_A_SET = 32;
    private static final int BACKLOG = 1_024;
    private static final long FEN = 10;
    private static final String TABLE = "packets.bench_left";

    private final ControlClient control;
    private final Databases databases;
    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, BlockingQueue<Connection>> pools = new HashMap<>();
    private final AtomicLong numbers;

    RowLockingOwners(StateDirectory state) throws SQLException, IOException {
        this.control = new ControlClient(state);
        this.databases = new Databases(state);
        // Past every number that the services gave so far.
        this.numbers = new AtomicLong((System.currentTimeMillis()
                        - Instant.parse("2026-01-01T00:00:00Z").toEpochMilli())
                << 22);
        for (String set : databases.sets()) {
            BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS_A_SET);
            for (int i = 0; i < CONNECTIONS_A_SET; i++) {
                pool.add(connect(state, set));
            }
            pools.put(Integer.parseInt(set.substring("set-".length())), pool);
            var unused = databases.onPrimary(set, connection -> {
                Sql.run(
                        connection,
                        "CREATE TABLE IF NOT EXISTS " + TABLE
                                + " (packet_id BIGINT PRIMARY KEY, left_count INT, share_count INT, sender_id BIGINT)",
                        "DELETE FROM " + TABLE);
                return true;
            });
        }
        for (String replaced : REPLACED) {
            control.send("kill/" + replaced);
            HttpServer server = HttpServer.create(
                    new InetSocketAddress("127.0.0.1", Ports.load(state).of(replaced)), BACKLOG);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
            servers.add(server);
        }
    }

    private Connection connect(StateDirectory state, String set) throws SQLException {
        Connection connection = Sql.connect(
                Ports.load(state).of(databases.primaryOf(set)),
                Credentials.OWNER,
                Secrets.load(state).credentials().ownerPassword());
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    /** What the packets have left, as rows that are updated. */
    void take(List<String> packetIds, int shares) throws SQLException {
        for (String id : packetIds) {
            Packet packet = Packet.of(id);
            var unused = databases.onPrimary("set-" + packet.set, connection -> {
                Sql.run(
                        connection,
                        "INSERT INTO " + TABLE + " SELECT packet_id, " + shares + ", " + shares
                                + ", sender_id FROM packets.packets WHERE packet_id = " + packet.number);
                return true;
            });
        }
    }

    /** What a public id says, whose MAC the gateway has checked. */
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
            // An answer was lost, and the phone asks again.
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
                PreparedStatement outbox = connection.prepareStatement(
                        "INSERT INTO packets.outbox (id, event_key, payload, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))");
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

    /** Gives the packets back to the grab-services. */
    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
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
        REPLACED.forEach(replaced -> control.send("start/" + replaced));
    }
}
