package redpacket.packet.campaign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ClientThreads;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks account-service; without an answer the outcome is unknown, and asking again finds it. */
final class HttpCampaignCharges implements CampaignCharges, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCampaignCharges.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CALLS_MAX = 8;
    private static final int PACKETS_A_CALL_MAX = 500;
    private static final int OK = 200;
    private static final Duration CONNECT_MAX = Duration.ofMillis(300);

    private final List<URI> services;
    private final String serviceKey;
    private final PacketIdCodec codec;
    private final Duration responseTimeout;
    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .executor(ClientThreads.named("campaign-charges-client"))
            .build();

    HttpCampaignCharges(List<URI> services, String serviceKey, PacketIdCodec codec, CampaignSettings settings) {
        this.services = List.copyOf(services);
        this.serviceKey = serviceKey;
        this.codec = codec;
        this.responseTimeout = Duration.ofMillis(settings.responseMillis());
    }

    @Override
    public ChargeOutcome charge(Campaign campaign, List<CampaignPlan.Packet> packets) {
        List<Price> prices = packets.stream()
                .map(packet -> new Price(codec.encode(packet.id()), packet.totalFen()))
                .toList();
        String outcome = ask("/internal/v1/campaign-charges", new ChargeRequest(campaign.sponsorId(), prices));
        return switch (outcome) {
            case "CHARGED" -> ChargeOutcome.CHARGED;
            case "INSUFFICIENT_BALANCE" -> ChargeOutcome.INSUFFICIENT_BALANCE;
            case "VOIDED" -> ChargeOutcome.VOIDED;
            default -> ChargeOutcome.UNKNOWN;
        };
    }

    @Override
    public VoidOutcome voidCharge(Campaign campaign, List<CampaignPlan.Packet> packets) {
        // The first packet's charge stands for all.
        String path = "/internal/v1/charges/" + codec.encode(packets.getFirst().id()) + "/void";
        return switch (ask(path, new VoidRequest(campaign.sponsorId()))) {
            case "VOIDED" -> VoidOutcome.VOIDED;
            case "CHARGED" -> VoidOutcome.CHARGED;
            default -> VoidOutcome.UNKNOWN;
        };
    }

    @Override
    public boolean isHome(List<PacketId> packets) {
        for (int from = 0; from < packets.size(); from += PACKETS_A_CALL_MAX) {
            List<String> some = packets.subList(from, Math.min(packets.size(), from + PACKETS_A_CALL_MAX)).stream()
                    .map(codec::encode)
                    .toList();
            boolean home = post("/internal/v1/escrow", new EscrowRequest(some))
                    .map(HttpCampaignCharges::holding)
                    .filter(holding -> holding == 0)
                    .isPresent();
            if (!home) {
                return false;
            }
        }
        return true;
    }

    private static int holding(byte[] answer) {
        try {
            Integer holding = JSON.readValue(answer, EscrowAnswer.class).packetsHolding();
            return holding == null ? -1 : holding;
        } catch (JacksonException e) {
            return -1;
        }
    }

    /** The outcome; empty when there is none. */
    private String ask(String path, Object body) {
        try {
            Optional<byte[]> answer = post(path, body);
            String outcome = answer.isEmpty()
                    ? null
                    : JSON.readValue(answer.get(), Answer.class).outcome();
            return outcome == null ? "" : outcome;
        } catch (JacksonException e) {
            LOG.error("account-service answered {} with what is no answer: {}", path, e.getOriginalMessage());
            return "";
        }
    }

    private Optional<byte[]> post(String path, Object body) {
        if (!calls.tryAcquire()) {
            return Optional.empty();
        }
        try {
            URI service = services.get(Math.floorMod(turn.getAndIncrement(), services.size()));
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(service.resolve(path))
                            .timeout(responseTimeout)
                            .header("Content-Type", "application/json")
                            .header(Headers.SERVICE_KEY, serviceKey)
                            .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == OK) {
                return Optional.of(response.body());
            }
            LOG.warn("account-service answered {} to {}", response.statusCode(), path);
        } catch (IOException e) {
            LOG.warn("account-service did not answer {}: {}", path, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            calls.release();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    record Price(String packetId, long totalFen) {}

    record ChargeRequest(long sponsorId, List<Price> packets) {}

    record VoidRequest(long senderId) {}

    record EscrowRequest(List<String> packetIds) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(@Nullable String outcome) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record EscrowAnswer(@Nullable Integer packetsHolding) {}
}
