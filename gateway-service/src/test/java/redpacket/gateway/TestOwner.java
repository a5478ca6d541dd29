package redpacket.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The owner's end of the owner RPC, by hand from the description of its frames: what it is asked, and what a test
 * says.
 */
final class TestOwner implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile Function<Asked, @Nullable Said> answers = call -> new Said(200, 0, 0, "{\"outcome\":\"GRABBED\"}");

    TestOwner() {
        try {
            listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    record Asked(int verb, int set, long packet, long user) {}

    record Said(int status, int ended, int retryAfterSeconds, String json) {}

    int port() {
        return listening.getLocalPort();
    }

    /** Ends every connection, as a process does that is killed. */
    void hangUp() {
        connections.forEach(TestOwner::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            byte[] hello = in.readNBytes(in.readInt());
            // Its first byte is the version.
            keys.add(new String(hello, 1, hello.length - 1, StandardCharsets.UTF_8));
            while (true) {
                in.readInt();
                long number = in.readLong();
                Asked call = new Asked(in.readByte(), in.readInt(), in.readLong(), in.readLong());
                in.readNBytes(16);
                asked.add(call);
                Said said = answers.apply(call);
                if (said != null) {
                    byte[] json = said.json().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(17 + json.length);
                    out.writeLong(number);
                    out.writeShort(said.status());
                    out.writeByte(said.ended());
                    out.writeShort(said.retryAfterSeconds());
                    out.writeInt(0);
                    out.write(json);
                }
            }
        } catch (IOException closed) {
            // The gateway or the test has ended it.
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException ignored) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException ignored) {
            // It is gone already.
        }
        hangUp();
    }
}
