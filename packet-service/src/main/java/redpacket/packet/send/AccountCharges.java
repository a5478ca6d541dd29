package redpacket.packet.send;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ClientThreads;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Charges at account-service, behind a bulkhead and a breaker.
 *
 * <p>Sent once. Only a connection that could not be made is tried a second time, at the next instance: nothing was sent
 * then. Anything else without an answer is unknown (traps.md 21).
 */
final class HttpCharges implements Charges, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCharges.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;

    private final List<URI> services;
    private final String serviceKey;
    private final PacketIdCodec codec;
    private final Duration responseTimeout;
    private final HttpClient client;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;

    HttpCharges(
            List<URI> services, String serviceKey, PacketIdCodec codec, ChargeSettings settings, MeterRegistry meters) {
        this.services = List.copyOf(services);
        this.serviceKey = serviceKey;
        this.codec = codec;
        this.responseTimeout = Duration.ofMillis(settings.responseMillis());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(settings.connectMillis()))
                .executor(ClientThreads.named("charges-client"))
                .build();
        this.bulkhead = Bulkhead.of(
                "account-service",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.callsMax())
                        .maxWaitDuration(Duration.ofMillis(settings.callWaitMillis()))
                        .build());
        this.breaker = CircuitBreaker.of(
                "account-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(settings.breakerCalls())
                        .failureRateThreshold(settings.breakerFailurePercent())
                        .waitDurationInOpenState(Duration.ofMillis(settings.breakerOpenMillis()))
                        .permittedNumberOfCallsInHalfOpenState(Math.min(5, settings.breakerCalls()))
                        .build());
        Gauge.builder("redpacket.breaker.open", breaker, it -> it.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while the breaker keeps calls back")
                .tag("of", "account-service")
                .register(meters);
    }

    @Override
    public ChargeOutcome charge(Order order) {
        ChargeRequest request = new ChargeRequest(
                codec.encode(order.id()),
                order.sender().value(),
                order.total().value(),
                order.idempotencyKey(),
                order.requestHash());
        return ask("/internal/v1/charges", order.traceId(), request)
                .map(this::chargeOutcome)
                .orElseGet(ChargeOutcome.Unknown::new);
    }

    private ChargeOutcome chargeOutcome(Answer answer) {
        return switch (answer.outcome()) {
            case "CHARGED" -> new ChargeOutcome.Charged();
            case "BOUND" ->
                Optional.ofNullable(answer.packetId())
                        .flatMap(codec::decode)
                        .<ChargeOutcome>map(ChargeOutcome.Bound::new)
                        .orElseGet(() -> unexpected(answer));
            case "KEY_REUSED" -> new ChargeOutcome.KeyReused();
            case "INSUFFICIENT_BALANCE" -> new ChargeOutcome.InsufficientBalance();
            case "DAILY_LIMIT_REACHED" -> new ChargeOutcome.DailyLimitReached();
            case "VOIDED" -> new ChargeOutcome.Voided();
            default -> unexpected(answer);
        };
    }

    private static ChargeOutcome unexpected(Answer answer) {
        LOG.error("account-service answered a charge with {}", answer);
        return new ChargeOutcome.Unknown();
    }

    @Override
    public VoidOutcome voidCharge(Order order) {
        String path = "/internal/v1/charges/" + codec.encode(order.id()) + "/void";
        return ask(path, order.traceId(), new VoidRequest(order.sender().value()))
                .map(answer -> switch (answer.outcome()) {
                    case "VOIDED" -> VoidOutcome.VOIDED;
                    case "CHARGED" -> VoidOutcome.CHARGED;
                    default -> {
                        LOG.error("account-service answered a void with {}", answer);
                        yield VoidOutcome.UNKNOWN;
                    }
                })
                .orElse(VoidOutcome.UNKNOWN);
    }

    /** The answer; empty when there is none, and what was asked may or may not have happened. */
    private Optional<Answer> ask(String path, String traceId, Object body) {
        if (!bulkhead.tryAcquirePermission()) {
            return Optional.empty();
        }
        try {
            return breaker.tryAcquirePermission() ? judged(path, traceId, body) : Optional.empty();
        } finally {
            bulkhead.onComplete();
        }
    }

    private Optional<Answer> judged(String path, String traceId, Object body) {
        long begun = System.nanoTime();
        try {
            HttpResponse<byte[]> response = sendTwiceAtMost(path, traceId, JSON.writeValueAsBytes(body));
            // Whatever it says, it answers: a 503 of one shard must not cut off the others.
            breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            if (response.statusCode() == OK) {
                return Optional.of(JSON.readValue(response.body(), Answer.class));
            }
            LOG.warn("account-service answered {} to {}", response.statusCode(), path);
            return Optional.empty();
        } catch (JacksonException e) {
            LOG.error("account-service answered {} with what is no answer: {}", path, e.getOriginalMessage());
            return Optional.empty();
        } catch (IOException e) {
            breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
            LOG.warn("account-service did not answer {}: {}", path, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpResponse<byte[]> sendTwiceAtMost(String path, String traceId, byte[] body)
            throws IOException, InterruptedException {
        int first = Math.floorMod(Thread.currentThread().threadId(), services.size());
        try {
            return send(services.get(first), path, traceId, body);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return send(services.get((first + 1) % services.size()), path, traceId, body);
        }
    }

    private HttpResponse<byte[]> send(URI service, String path, String traceId, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(responseTimeout)
                .header("Content-Type", "application/json")
                .header(Headers.SERVICE_KEY, serviceKey)
                .header(Trace.HEADER, Trace.headerFor(traceId))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    record ChargeRequest(String packetId, long senderId, long totalFen, String idempotencyKey, String requestHash) {}

    record VoidRequest(long senderId) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(String outcome, @Nullable String packetId) {
        Answer {
            outcome = Objects.requireNonNullElse(outcome, "");
        }
    }
}
