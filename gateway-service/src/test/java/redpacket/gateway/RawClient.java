package redpacket.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Says over TLS exactly what a test writes, right or wrong. */
final class RawClient implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private final SSLSocket socket;

    RawClient(int port) throws IOException {
        socket = (SSLSocket) TestKeyStore.TRUSTING.getSocketFactory().createSocket("localhost", port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
    }

    RawClient write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the gateway closes. */
    String readAll() throws IOException {
        InputStream stream = socket.getInputStream();
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** So many whole answers, or fewer where the gateway closes before. */
    String readAnswers(int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        while (wholeAnswers(all.toString(StandardCharsets.ISO_8859_1)) < count) {
            int read = socket.getInputStream().read(bytes);
            if (read < 0) {
                break;
            }
            all.write(bytes, 0, read);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static int wholeAnswers(String text) {
        int count = 0;
        int head = text.indexOf(HEAD_END);
        for (int from = 0; head >= 0; head = text.indexOf(HEAD_END, from)) {
            Matcher length = CONTENT_LENGTH.matcher(text.substring(from, head));
            from = head + HEAD_END.length() + (length.find() ? Integer.parseInt(length.group(1)) : 0);
            count += from <= text.length() ? 1 : 0;
        }
        return count;
    }

    /** All that comes until the gateway closes, or says no more for a while: to see that something does not come. */
    String readUntilSilence() throws IOException {
        socket.setSoTimeout(700);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(bytes);
                    read >= 0;
                    read = socket.getInputStream().read(bytes)) {
                all.write(bytes, 0, read);
            }
        } catch (SocketTimeoutException ignored) {
            // No more.
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Sends this again and again until the gateway closes; what it said. */
    String trickle(String text) throws IOException {
        socket.setSoTimeout(100);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] bytes = new byte[8192];
        for (int times = 0; times < 200; times++) {
            try {
                write(text);
                int read = socket.getInputStream().read(bytes);
                if (read < 0) {
                    return all.toString(StandardCharsets.UTF_8);
                }
                all.write(bytes, 0, read);
            } catch (SocketTimeoutException ignored) {
                // It says nothing.
            } catch (SocketException closed) {
                return all.toString(StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("still open after 20 s");
    }

    /** One GET with these lines as its head, on a connection that ends with it. */
    static String get(int port, String target, String... headers) {
        try (RawClient client = new RawClient(port)) {
            return client.write("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + String.join(
                                    "",
                                    List.of(headers).stream()
                                            .map(header -> header + "\r\n")
                                            .toList())
                            + "\r\n")
                    .readAll();
        } catch (IOException e) {
            throw new IllegalStateException(target, e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
