package redpacket.local.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of one user, until either end closes the stream. */
public final class EventStream implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final InputStream body;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean ended;

    EventStream(int status, InputStream body) {
        this.status = status;
        this.body = body;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** An event: its id and its message. */
    public record Event(String id, JsonNode message) {}

    public int status() {
        return status;
    }

    /** The events so far. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    public boolean hasEnded() {
        return ended;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = "";
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, JSON.readTree(line.substring(6))));
                }
            }
        } catch (IOException e) {
            // Either end has closed the stream.
        }
        ended = true;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            reader.interrupt();
        }
    }
}
