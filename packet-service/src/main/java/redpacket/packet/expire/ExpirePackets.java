package redpacket.packet.expire;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.common.database.Lease;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.process.GrabRing;
import redpacket.common.process.ProcessSettings;
import redpacket.common.web.Headers;
import redpacket.packet.set.PacketSets;

/**
 * Finds packets whose time has passed, by index and in batches, and has the owner of each one's lane close it: expiry
 * and open are serialised like two opens. One process at a time by set.
 */
@Component
class ExpirePackets {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirePackets.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final PacketSets sets;
    private final GrabRing ring;
    private final PacketIdCodec codec;
    private final ProcessSettings process;
    private final ExpireSettings settings;
    private final Clock clock;
    private final Map<SetId, Lease> leases;
    private final Counter closed;
    private final HttpClient client;

    ExpirePackets(
            PacketSets sets,
            GrabRing ring,
            PacketIdCodec codec,
            ProcessSettings process,
            ExpireSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.sets = sets;
        this.ring = ring;
        this.codec = codec;
        this.process = process;
        this.settings = settings;
        this.clock = clock;
        this.leases = sets.all().stream()
                .collect(Collectors.toMap(
                        PacketSets.PacketSet::id, set -> new Lease(set.group(), "expire-packets", LEASE)));
        this.closed = Counter.builder("redpacket.packets.expired")
                .description("packets closed because their time had passed")
                .register(meters);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(300))
                .build();
    }

    @Scheduled(fixedDelay = 500)
    void expire() {
        for (PacketSets.PacketSet set : sets.all()) {
            Lease lease = leases.get(set.id());
            if (lease == null || !set.group().accepting()) {
                continue;
            }
            try {
                SqlSessions sessions = new SqlSessions(set.group().primary(), ExpiredMapper.class);
                Instant now = clock.instant();
                List<Long> expired = sessions.read(
                        session -> session.getMapper(ExpiredMapper.class).expired(now, settings.batchMax()));
                if (!expired.isEmpty()) {
                    lease.runIfFree(() -> expired.forEach(number -> close(new PacketId(set.id(), number))));
                }
            } catch (RuntimeException e) {
                LOG.warn("{}: expiry goes on in the next round: {}", set.name(), e.getMessage());
            }
        }
    }

    private void close(PacketId packet) {
        for (int tries = 0; tries < ring.instances().size(); tries++) {
            int skip = tries;
            java.util.concurrent.atomic.AtomicInteger seen = new java.util.concurrent.atomic.AtomicInteger();
            java.util.Set<String> names = new java.util.HashSet<>();
            // The owner first, then its successors on the ring: the log fences two owners.
            boolean done = ring.ownerOf(
                            packet, instance -> names.add(instance.name()) && seen.getAndIncrement() == skip)
                    .map(instance -> close(packet, instance))
                    .orElse(false);
            if (done) {
                closed.increment();
                return;
            }
        }
    }

    private boolean close(PacketId packet, ProcessSettings.GrabInstance instance) {
        HttpRequest request = HttpRequest.newBuilder(
                        instance.url().resolve("/internal/v1/packets/" + codec.encode(packet) + "/close"))
                .timeout(settings.closeWithin())
                .header(Headers.SERVICE_KEY, process.serviceKey())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                return true;
            }
            LOG.warn("{} did not close an expired packet: {}", instance.name(), status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            LOG.warn("{} cannot be asked to close an expired packet: {}", instance.name(), e.toString());
        }
        return false;
    }

    @Mapper
    interface ExpiredMapper {
        @Select("SELECT packet_id FROM open_packets WHERE expires_at <= #{now} ORDER BY expires_at LIMIT #{limit}")
        List<Long> expired(@Param("now") Instant now, @Param("limit") int limit);
    }
}
