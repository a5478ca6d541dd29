package redpacket.notification.share;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;
import redpacket.common.process.ClientThreads;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/** Asks packet-service; the next instance only where no connection could be made. */
@Component
final class HttpInvitations implements Invitations, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpInvitations.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final List<URI> services;
    private final String serviceKey;
    private final ShareSettings settings;
    private final Semaphore calls;
    private final HttpClient client;

    HttpInvitations(ProcessSettings process, ShareSettings settings) {
        this.services = process.services().packet();
        this.serviceKey = process.serviceKey();
        this.settings = settings;
        this.calls = new Semaphore(settings.callsMax());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .executor(ClientThreads.named("invitations-client"))
                .build();
    }

    @Override
    public Outcome invite(String packetId, UserId caller, Collection<Long> people) {
        if (!calls.tryAcquire()) {
            return Outcome.UNKNOWN;
        }
        try {
            String body = JSON.writeValueAsString(
                    Map.of("userIds", people.stream().map(String::valueOf).toList()));
            return ask("/internal/v1/packets/" + packetId + "/invitations", caller, body);
        } finally {
            calls.release();
        }
    }

    private Outcome ask(String path, UserId caller, String body) {
        for (URI service : services) {
            try {
                HttpResponse<Void> response = client.send(
                        request(service.resolve(path), caller, body), HttpResponse.BodyHandlers.discarding());
                return switch (response.statusCode()) {
                    case OK -> Outcome.INVITED;
                    case NOT_FOUND -> Outcome.NOT_FOUND;
                    default -> Outcome.UNKNOWN;
                };
            } catch (ConnectException | HttpConnectTimeoutException e) {
                LOG.debug("{} takes no connections: {}", service, e.toString());
            } catch (IOException e) {
                LOG.debug("{} did not answer: {}", service, e.toString());
                return Outcome.UNKNOWN;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.UNKNOWN;
            }
        }
        return Outcome.UNKNOWN;
    }

    private HttpRequest request(URI uri, UserId caller, String body) {
        return HttpRequest.newBuilder(uri)
                .timeout(settings.answerTimeout())
                .header(Headers.SERVICE_KEY, serviceKey)
                .header(Headers.USER_ID, caller.toString())
                .header("Content-Type", "application/json")
                .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
