package redpacket.notification.packet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.process.ClientThreads;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;

/** Asks packet-service for a user; the next instance only where the one before took no connection. Never throws. */
@Component
public final class AskPackets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AskPackets.class);

    private final List<URI> services;
    private final String serviceKey;
    private final PacketCallSettings settings;
    private final Semaphore calls;
    private final HttpClient client;

    AskPackets(ProcessSettings process, PacketCallSettings settings) {
        this.services = process.services().packet();
        this.serviceKey = process.serviceKey();
        this.settings = settings;
        this.calls = new Semaphore(settings.callsMax());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .executor(ClientThreads.named("packets-client"))
                .build();
    }

    /** An answer of packet-service; the body is empty where it has none. */
    public record Said(int status, String body) {}

    /** Empty when there is no answer, or no room for the call. */
    public Optional<Said> get(String path, UserId caller) {
        return call(path, caller, "GET", HttpRequest.BodyPublishers.noBody());
    }

    /** Empty when there is no answer, or no room for the call: it is unknown then whether packet-service acted. */
    public Optional<Said> post(String path, UserId caller, String json) {
        return call(path, caller, "POST", HttpRequest.BodyPublishers.ofString(json));
    }

    private Optional<Said> call(String path, UserId caller, String method, HttpRequest.BodyPublisher body) {
        if (!calls.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return callInstances(path, caller, method, body);
        } finally {
            calls.release();
        }
    }

    private Optional<Said> callInstances(String path, UserId caller, String method, HttpRequest.BodyPublisher body) {
        for (URI service : services) {
            HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                    .timeout(settings.answerTimeout())
                    .header(Headers.SERVICE_KEY, serviceKey)
                    .header(Headers.USER_ID, caller.toString())
                    .header("Content-Type", "application/json")
                    .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                    .method(method, body)
                    .build();
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                return Optional.of(new Said(response.statusCode(), response.body()));
            } catch (ConnectException | HttpConnectTimeoutException e) {
                LOG.debug("{} takes no connections: {}", service, e.toString());
            } catch (IOException e) {
                LOG.debug("{} did not answer: {}", service, e.toString());
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
