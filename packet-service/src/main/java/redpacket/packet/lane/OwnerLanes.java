package redpacket.packet.lane;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ClientThreads;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.set.SetOwners;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;

/** Asks the instance that owns the lanes of the packet's set, or the next one when that does not answer. */
final class HttpLanes implements Lanes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpLanes.class);
    private static final int OK = 200;

    private final SetOwners<GrabInstance> owners;
    private final String serviceKey;
    private final PacketIdCodec codec;
    private final LaneCallSettings settings;
    private final HttpClient client;

    HttpLanes(SetOwners<GrabInstance> owners, String serviceKey, PacketIdCodec codec, LaneCallSettings settings) {
        this.owners = owners;
        this.serviceKey = serviceKey;
        this.codec = codec;
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(settings.connectMillis()))
                .executor(ClientThreads.named("lanes-client"))
                .build();
    }

    @Override
    public boolean close(PacketId packet) {
        return close(packet, "/close");
    }

    @Override
    public boolean recall(PacketId packet) {
        return close(packet, "/close?recall=true");
    }

    private boolean close(PacketId packet, String call) {
        Set<GrabInstance> asked = new HashSet<>();
        while (asked.size() < settings.instancesTriedMax()) {
            Optional<GrabInstance> next = owners.ownerOf(packet.set(), instance -> !asked.contains(instance));
            if (next.isEmpty()) {
                return false;
            }
            asked.add(next.get());
            try {
                HttpResponse<Void> response =
                        client.send(request(next.get().url(), packet, call), HttpResponse.BodyHandlers.discarding());
                if (response.statusCode() == OK) {
                    return true;
                }
                LOG.warn("{} answered {} to the close of packet {}", next.get(), response.statusCode(), packet);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (IOException e) {
                LOG.warn("{} did not close packet {}: {}", next.get(), packet, e.toString());
            }
        }
        return false;
    }

    private HttpRequest request(URI instance, PacketId packet, String call) {
        return HttpRequest.newBuilder(instance.resolve("/internal/v1/packets/" + codec.encode(packet) + call))
                .timeout(Duration.ofMillis(settings.responseMillis()))
                .header(Headers.SERVICE_KEY, serviceKey)
                .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
