package redpacket.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes over an open connection. */
final class Events implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    final int status;
    final HttpHeaders headers;
    final List<String> ids = new CopyOnWriteArrayList<>();
    final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    /** Events with a name, in their order: the name, a space, the data. */
    final List<String> named = new CopyOnWriteArrayList<>();

    final List<Long> retries = new CopyOnWriteArrayList<>();
    final AtomicLong heartbeats = new AtomicLong();
    volatile boolean ended;
    private final InputStream body;

    Events(int status, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String name = "";
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("retry: ")) {
                    retries.add(Long.valueOf(line.substring(7)));
                } else if (line.startsWith("data: ") && name.isEmpty()) {
                    messages.add(JSON.readTree(line.substring(6)));
                } else if (line.startsWith("data: ")) {
                    named.add(name + " " + line.substring(6));
                } else if (line.equals(":")) {
                    heartbeats.incrementAndGet();
                } else if (line.isEmpty()) {
                    name = "";
                }
            }
        } catch (IOException e) {
            // Closed, by either end.
        }
        ended = true;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
