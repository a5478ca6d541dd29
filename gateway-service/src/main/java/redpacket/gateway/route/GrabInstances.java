package redpacket.gateway.route;

import jakarta.annotation.PreDestroy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.process.GrabRing;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.ProcessSettings.GrabInstance;
import redpacket.common.web.Headers;

/**
 * Which instances of grab-service are well, and so who owns a packet's lane now. Two gateways may differ for a moment:
 * the log's keys fence two owners.
 */
@Component
final class GrabInstances {
    private static final Logger LOG = LoggerFactory.getLogger(GrabInstances.class);
    private static final Duration PROBE_WITHIN = Duration.ofSeconds(1);

    private final GrabRing ring;
    private final String serviceKey;
    private final RouteSettings settings;
    private final Set<String> sick = ConcurrentHashMap.newKeySet();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_WITHIN)
            .build();
    private final List<Thread> probers = new ArrayList<>();

    GrabInstances(GrabRing ring, ProcessSettings process, RouteSettings settings) {
        this.ring = ring;
        this.serviceKey = process.serviceKey();
        this.settings = settings;
        for (GrabInstance instance : ring.instances()) {
            probers.add(Thread.ofPlatform()
                    .daemon()
                    .name("probe-" + instance.name())
                    .start(() -> probe(instance)));
        }
    }

    /** The owner of the packet's lane: the first on the ring that is well; empty when none is. */
    Optional<GrabInstance> ownerOf(PacketId packet) {
        return ring.ownerOf(packet, instance -> !sick.contains(instance.name()));
    }

    /** A call could not even be sent: do not wait for the next probe. */
    void refused(String name) {
        if (sick.add(name)) {
            LOG.warn("{} refuses connections; its packets go to the next instance", name);
        }
    }

    private void probe(GrabInstance instance) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                boolean well = isWell(instance);
                if (well && sick.remove(instance.name())) {
                    LOG.info("{} is well again", instance.name());
                } else if (!well && sick.add(instance.name())) {
                    LOG.warn("{} does not answer; its packets go to the next instance", instance.name());
                }
                Thread.sleep(settings.probeEvery());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isWell(GrabInstance instance) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(instance.url().resolve("/internal/v1/ready"))
                .timeout(PROBE_WITHIN)
                .header(Headers.SERVICE_KEY, serviceKey)
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @PreDestroy
    void close() {
        probers.forEach(Thread::interrupt);
    }
}
