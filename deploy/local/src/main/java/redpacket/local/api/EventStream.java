package redpacket.local.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
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

    EventStream(HttpResponse<InputStream> response) {
        this.status = response.statusCode();
        this.body = response.body();
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** An event: the last id of the stream, its name, which a message does not have, and its data. */
    public record Event(String id, String name, JsonNode message) {}

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
            String name = "";
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.isEmpty()) {
                    name = "";
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, name, JSON.readTree(line.substring(6))));
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
