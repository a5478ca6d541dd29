package redpacket.packet.people;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.process.ClientThreads;
import redpacket.common.process.ProcessSettings;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;

/** Reads from notify-service behind a bulkhead and a breaker. Never throws: no answer is an answer. */
@Component
public final class AskNotify implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AskNotify.class);
    private static final int SERVER_ERROR = 500;

    private final List<URI> services;
    private final String serviceKey;
    private final Duration responseTimeout;
    private final HttpClient client;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;

    AskNotify(ProcessSettings process, PeopleSettings settings, MeterRegistry meters) {
        this.services = process.services().notifications();
        this.serviceKey = process.serviceKey();
        this.responseTimeout = Duration.ofMillis(settings.responseMillis());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(settings.connectMillis()))
                .executor(ClientThreads.named("people-client"))
                .build();
        this.bulkhead = Bulkhead.of(
                "notify-service",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.callsMax())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.breaker = CircuitBreaker.of(
                "notify-service",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(settings.breakerCalls())
                        .failureRateThreshold(settings.breakerFailurePercent())
                        .waitDurationInOpenState(Duration.ofMillis(settings.breakerOpenMillis()))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        Gauge.builder("redpacket.breaker.open", breaker, it -> it.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while the breaker keeps calls back")
                .tag("of", "notify-service")
                .register(meters);
    }

    /** What was said; body is empty where there is none. */
    public record Said(int status, String body) {}

    /** Empty when there is no answer, or none that tells anything. */
    public Optional<Said> get(String path) {
        if (services.isEmpty() || !bulkhead.tryAcquirePermission()) {
            return Optional.empty();
        }
        try {
            return breaker.tryAcquirePermission() ? judged(path) : Optional.empty();
        } finally {
            bulkhead.onComplete();
        }
    }

    private Optional<Said> judged(String path) {
        long begun = System.nanoTime();
        for (URI service : services) {
            try {
                HttpResponse<String> response =
                        client.send(request(service, path), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < SERVER_ERROR) {
                    breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
                    return Optional.of(new Said(response.statusCode(), response.body()));
                }
                LOG.debug("{} answered {}", service, response.statusCode());
            } catch (IOException e) {
                LOG.debug("{} did not answer: {}", service, e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                breaker.releasePermission();
                return Optional.empty();
            }
        }
        breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, new IOException("no answer"));
        return Optional.empty();
    }

    private HttpRequest request(URI service, String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(responseTimeout)
                .header(Headers.SERVICE_KEY, serviceKey)
                .header(Trace.HEADER, Trace.headerFor(Trace.currentId()))
                .GET()
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
