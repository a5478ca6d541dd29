package redpacket.gateway.forward;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import redpacket.common.id.PacketId;
import redpacket.common.web.Headers;
import redpacket.gateway.locate.Instance;
import redpacket.gateway.locate.Instances;

/**
 * One service as one set sees it: a pool, a bulkhead and a breaker that no other set shares.
 *
 * <p>INVARIANT: a request that may have reached an instance is sent a second time only if it reads. Where no
 * connection is made, the next instance is tried. Where a connection breaks under a reading call, the call is tried
 * once more. An instance that does not lead what the call writes has done nothing, so the next one is tried. A budget
 * bounds all of these.
 */
final class Upstream {
    private final Instances instances;
    private final HttpClient writing;
    private final HttpClient reading;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final ForwardSettings settings;
    private final RetryBudget retries;
    private final LongConsumer waitedNanos;

    /** Tells how long each call has waited for its connection. */
    Upstream(
            Instances instances,
            HttpClient client,
            CircuitBreaker breaker,
            Bulkhead bulkhead,
            ForwardSettings settings,
            RetryBudget retries,
            LongConsumer waitedNanos) {
        this.instances = instances;
        this.writing = client.responseTimeout(Duration.ofMillis(settings.answerTimeoutMillis()));
        this.reading = client.responseTimeout(Duration.ofMillis(settings.readAnswerTimeoutMillis()));
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.settings = settings;
        this.retries = retries;
        this.waitedNanos = waitedNanos;
    }

    /** The client with the time-out of this method. */
    HttpClient client(HttpMethod method) {
        return HttpMethod.POST.equals(method) || HttpMethod.PUT.equals(method) ? writing : reading;
    }

    /** A call has waited so long: for its connection, or in the service. */
    void waited(long nanos) {
        waitedNanos.accept(nanos);
    }

    /** Sends a request down its route. */
    Mono<ServiceAnswer> call(Attempt attempt, boolean reads) {
        return guard(Mono.defer(() -> {
            retries.earn();
            return tryInstances(attempt, Set.of())
                    .onErrorResume(
                            failure -> reads && isWorthOneMore(failure), failure -> tryInstances(attempt, Set.of()));
        }));
    }

    /** The same call under the bulkhead and the breaker. */
    Mono<ServiceAnswer> guard(Mono<ServiceAnswer> call) {
        return call.transform(BulkheadOperator.of(bulkhead)).transform(CircuitBreakerOperator.of(breaker));
    }

    private Mono<ServiceAnswer> tryInstances(Attempt attempt, Set<Instance> tried) {
        return attempt.passingOver(tried)
                .map(ServiceAnswer::unbroken)
                .flatMap(answer -> answer.isNotLeading() ? askLeader(attempt, tried, answer) : Mono.just(answer))
                .doOnError(
                        failure -> failure instanceof PoolAcquireTimeoutException
                                || failure instanceof PoolAcquirePendingLimitException,
                        ignored -> waited(TimeUnit.MILLISECONDS.toNanos(settings.acquireTimeoutMillis())))
                .onErrorResume(ConnectException.class, failure -> {
                    Set<Instance> nowTried = attempt.triedWithLast(tried);
                    return nowTried.size() == instances.all().size() || !retries.spend()
                            ? Mono.error(failure)
                            : tryInstances(attempt, nowTried);
                });
    }

    private Mono<ServiceAnswer> askLeader(Attempt attempt, Set<Instance> tried, ServiceAnswer refusal) {
        Set<Instance> nowTried = attempt.triedWithLast(tried);
        return nowTried.size() >= instances.all().size() || !retries.spend()
                ? Mono.just(refusal)
                : tryInstances(attempt, nowTried).doOnNext(answer -> {
                    if (!answer.isNotLeading()) {
                        attempt.lastLeads(instances);
                    }
                });
    }

    /** Whether a connection broke. Where none was made, every instance was tried already. */
    private boolean isWorthOneMore(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof ConnectException) && retries.spend();
    }

    /** A request of the gateway itself, without a route. */
    Mono<ServiceAnswer> read(PacketId packet, String target, Consumer<HttpHeaders> headers) {
        return guard(Mono.defer(() -> {
            Instance owner =
                    instances.ownerOf(instances.keyOf(packet), Set.of()).orElse(null);
            return owner == null
                    ? Mono.error(new ConnectException("no instance takes connections"))
                    : reading.headers(headers)
                            .get()
                            .uri(owner.getUri().resolve(target))
                            .responseSingle((response, body) -> body.asByteArray()
                                    .defaultIfEmpty(new byte[0])
                                    .map(bytes -> answer(response, bytes).unbroken()));
        }));
    }

    private static ServiceAnswer answer(HttpClientResponse response, byte[] body) {
        HttpHeaders headers = response.responseHeaders();
        return new ServiceAnswer(
                response.status().code(),
                headers.get(HttpHeaderNames.CONTENT_TYPE),
                headers.get(HttpHeaderNames.RETRY_AFTER),
                headers.get(Headers.PACKET_ENDED),
                body);
    }
}
