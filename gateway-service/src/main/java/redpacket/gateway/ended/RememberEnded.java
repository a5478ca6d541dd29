package redpacket.gateway.ended;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Packets that have ended, with all their winners, so that the crowd that comes too late is answered here.
 *
 * <p>INVARIANT: only a user who is known not to have won is answered; winners pass through to their amount (rule E1).
 * Services name only packets that everybody with the id may know of.
 */
@Component
public final class RememberEnded {
    private static final Logger LOG = LoggerFactory.getLogger(RememberEnded.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WEIGHT_OF_A_PACKET = 8;

    private final EndedSettings settings;
    private final String serviceKey;
    private final HttpClient client;
    private final Cache<PacketId, Ended> remembered;
    private final Set<PacketId> asked = ConcurrentHashMap.newKeySet();
    private final Counter answered;

    RememberEnded(EndedSettings settings, ProcessSettings process, MeterRegistry meters) {
        this.settings = settings;
        this.serviceKey = process.serviceKey();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.askWithin())
                .build();
        Weigher<PacketId, Ended> weigher = (packet, ended) -> WEIGHT_OF_A_PACKET + ended.winners().length;
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(settings.winnersMax())
                .weigher(weigher)
                .expireAfterWrite(settings.rememberFor())
                .executor(Runnable::run)
                .build();
        this.answered = Counter.builder("redpacket.gateway.ended.answers")
                .description("grabs and opens of ended packets, answered at the edge")
                .register(meters);
    }

    /** The outcome for a user who came too late; null where the packet is not known to have ended, or the user won. */
    public @Nullable String outcomeFor(PacketId packet, UserId user) {
        Ended ended = remembered.getIfPresent(packet);
        if (ended == null || Arrays.binarySearch(ended.winners(), user.value()) >= 0) {
            return null;
        }
        answered.increment();
        return ended.outcome();
    }

    /** A service has said that the packet ended: asks it, once and beside the request, who won. */
    public void learn(PacketId packet, String packetText, URI service) {
        if (remembered.getIfPresent(packet) != null || !asked.add(packet)) {
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/internal/v1/packets/" + packetText + "/winners"))
                .timeout(settings.askWithin())
                .header(Headers.SERVICE_KEY, serviceKey)
                .build();
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, failure) -> {
                    asked.remove(packet);
                    if (failure == null && response.statusCode() == 200) {
                        remember(packet, response.body());
                    } else {
                        LOG.debug("the winners of an ended packet are not to be had now");
                    }
                });
    }

    private void remember(PacketId packet, byte[] body) {
        Winners winners = JSON.readValue(body, Winners.class);
        long[] users =
                winners.userIds().stream().mapToLong(Long::parseLong).sorted().toArray();
        remembered.put(packet, new Ended(winners.outcome(), users));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Winners(String outcome, List<String> userIds) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Ended(String outcome, long[] winners) {}
}
