package redpacket.common.control;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows the control document of packet-service: asks every 500 ms, so a change is known here within a second.
 *
 * <p>While packet-service does not answer, what was known last stands.
 */
public final class ControlFeed implements Switches, AutoCloseable {
    public static final Duration POLL_EVERY = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Logger LOG = LoggerFactory.getLogger(ControlFeed.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final List<URI> packetServices;
    private final String serviceKey;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("control-feed").factory());
    private final List<Consumer<ControlDocument>> listeners = new CopyOnWriteArrayList<>();
    private volatile ControlDocument document = ControlDocument.EMPTY;
    private volatile Set<Switch> off = Set.of();
    private volatile boolean answering = true;

    public ControlFeed(List<URI> packetServices, String serviceKey) {
        this.packetServices = List.copyOf(packetServices);
        this.serviceKey = serviceKey;
    }

    public ControlFeed start() {
        var unused = poller.scheduleWithFixedDelay(this::poll, 0, POLL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    public ControlDocument document() {
        return document;
    }

    @Override
    public boolean isOn(Switch part) {
        return !off.contains(part);
    }

    /** Calls the listener, on the poller's thread, with every document that differs from the one before. */
    public void onChange(Consumer<ControlDocument> listener) {
        listeners.add(listener);
    }

    private void poll() {
        for (URI service : packetServices) {
            try {
                accept(ask(service));
                return;
            } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (answering) {
                    LOG.warn("control document not to be had, the last one stands: {}", e.toString());
                }
                answering = false;
            }
        }
    }

    private ControlDocument ask(URI service) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/internal/v1/control"))
                .timeout(TIMEOUT)
                .header("X-Service-Key", serviceKey)
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("packet-service answered " + response.statusCode());
        }
        return JSON.readValue(response.body(), ControlDocument.class);
    }

    private void accept(ControlDocument next) {
        if (!answering) {
            LOG.info("control document is answered again");
        }
        answering = true;
        if (next.equals(document)) {
            return;
        }
        document = next;
        off = next.off();
        LOG.info("control document version {}: {}, off {}", next.version(), next.states(), off);
        for (Consumer<ControlDocument> listener : listeners) {
            listener.accept(next);
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
        client.shutdownNow();
    }
}
