package redpacket.packet.send;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import tools.jackson.databind.json.JsonMapper;

/** Charges over HTTP, behind a breaker and a bulkhead. */
@Component
final class HttpCharges implements Charges {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI service;
    private final String serviceKey;
    private final PacketIdCodec codec;
    private final SendSettings settings;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    HttpCharges(ProcessSettings process, PacketIdCodec codec, SendSettings settings) {
        this.service = process.services().account().getFirst();
        this.serviceKey = process.serviceKey();
        this.codec = codec;
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectWithin())
                .build();
        this.breaker = CircuitBreaker.of(
                "account-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofMillis(500))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build());
        this.bulkhead = Bulkhead.of(
                "account-service",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.sendsAtOnceMax())
                        .maxWaitDuration(Duration.ofMillis(200))
                        .build());
    }

    @Override
    public ChargeOutcome charge(PacketId packet, long senderId, long totalFen, String key, String requestHash) {
        Answer answer = call(
                "/internal/v1/charges",
                Map.of(
                        "packetId",
                        codec.encode(packet),
                        "senderId",
                        senderId,
                        "totalFen",
                        totalFen,
                        "idempotencyKey",
                        key,
                        "requestHash",
                        requestHash));
        return switch (answer.outcome()) {
            case "CHARGED" -> new ChargeOutcome.Charged();
            case "BOUND" -> new ChargeOutcome.Bound(first(answer.packetId()));
            case "KEY_REUSED" -> new ChargeOutcome.KeyReused();
            case "INSUFFICIENT_BALANCE" -> new ChargeOutcome.InsufficientBalance();
            case "DAILY_LIMIT_REACHED" -> new ChargeOutcome.DailyLimitReached();
            case "VOIDED" -> new ChargeOutcome.Voided();
            default -> throw new IllegalStateException("account-service answered a charge with " + answer.outcome());
        };
    }

    private PacketId first(@Nullable String text) {
        return codec.decode(text == null ? "" : text)
                .orElseThrow(() -> new IllegalStateException("account-service bound a key to no packet"));
    }

    @Override
    public boolean voidCharge(PacketId packet, long senderId) {
        Answer answer = call("/internal/v1/charges/" + codec.encode(packet) + "/void", Map.of("senderId", senderId));
        return switch (answer.outcome()) {
            case "VOIDED" -> true;
            case "CHARGED" -> false;
            default -> throw new IllegalStateException("account-service answered a void with " + answer.outcome());
        };
    }

    private Answer call(String path, Map<String, Object> body) {
        Supplier<Answer> guarded = CircuitBreaker.decorateSupplier(breaker, () -> exchange(path, body));
        try {
            return Bulkhead.decorateSupplier(bulkhead, guarded).get();
        } catch (CallNotPermittedException | BulkheadFullException e) {
            throw new ChargeUnknownException("account-service is not asked now: " + e.getMessage());
        }
    }

    private Answer exchange(String path, Map<String, Object> body) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(settings.chargeWithin())
                .header("Content-Type", "application/json")
                .header(Headers.SERVICE_KEY, serviceKey)
                .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return JSON.readValue(response.body(), Answer.class);
            }
            throw new ChargeUnknownException("account-service answered " + response.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChargeUnknownException("interrupted");
        } catch (IOException e) {
            throw new ChargeUnknownException("account-service did not answer: " + e);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(String outcome, @Nullable String packetId) {}
}
