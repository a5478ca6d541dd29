package redpacket.gateway.forward;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.web.Headers;

/**
 * One service as one set sees it: a pool, a bulkhead and a breaker that it shares with no other set.
 *
 * <p>INVARIANT: a request that may have reached an instance is never sent a second time, unless it only reads. A
 * connection that could not be made leads on to the next instance, one that broke leads a reading call to one more try;
 * both within a budget.
 */
final class Upstream {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Instances instances;
    private final OwnerRpcClient ownerRpc;
    private final HttpClient template;
    private final Map<Instance, HttpClient> clients = new ConcurrentHashMap<>();
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final ForwardSettings settings;
    private final RetryBudget retries;
    private final Ticker ticker;
    private final LongConsumer waitedNanos;

    /** Tells how long each call has waited for its connection. */
    Upstream(
            Instances instances,
            OwnerRpcClient ownerRpc,
            HttpClient template,
            CircuitBreaker breaker,
            Bulkhead bulkhead,
            ForwardSettings settings,
            RetryBudget retries,
            Ticker ticker,
            LongConsumer waitedNanos) {
        this.instances = instances;
        this.ownerRpc = ownerRpc;
        this.template = template;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.settings = settings;
        this.retries = retries;
        this.ticker = ticker;
        this.waitedNanos = waitedNanos;
    }

    /** A call of a service. */
    static final class Outgoing {
        private final HttpMethod method;
        private final String target;
        private final Consumer<HttpHeaders> headers;
        private final byte @Nullable [] body;
        private final Duration timeout;
        private final OwnerRpcClient.@Nullable Question question;

        Outgoing(
                HttpMethod method,
                String target,
                Consumer<HttpHeaders> headers,
                byte @Nullable [] body,
                Duration timeout,
                OwnerRpcClient.@Nullable Question question) {
            this.question = question;
            this.method = method;
            this.target = target;
            this.headers = headers;
            this.body = body;
            this.timeout = timeout;
        }
    }

    /** Calls the instance that owns the key. Fails where there is no answer, or a broken one. */
    Mono<ServiceAnswer> call(long key, Outgoing outgoing) {
        return Mono.defer(() -> {
                    retries.earn();
                    Mono<ServiceAnswer> rpc = outgoing.question == null ? null : byOwnerRpc(key, outgoing.question);
                    if (rpc != null) {
                        // Never a second time: it neither only reads, nor fails for want of a connection.
                        return rpc;
                    }
                    return callOwner(key, outgoing, Set.of())
                            .onErrorResume(
                                    failure -> isWorthOneMore(failure, outgoing),
                                    failure -> callOwner(key, outgoing, Set.of()));
                })
                .transform(BulkheadOperator.of(bulkhead))
                .transform(CircuitBreakerOperator.of(breaker));
    }

    /** Null where there is no owner RPC connection now. */
    private @Nullable Mono<ServiceAnswer> byOwnerRpc(long key, OwnerRpcClient.Question question) {
        Instance owner = instances.ownerOf(key, Set.of()).orElse(null);
        Mono<AnswerFrame> rpc = owner == null ? null : ownerRpc.ask(owner, question);
        return rpc == null ? null : rpc.map(this::answer);
    }

    private Mono<ServiceAnswer> callOwner(long key, Outgoing outgoing, Set<Instance> tried) {
        Instance owner = instances.ownerOf(key, tried).orElse(null);
        if (owner == null) {
            return Mono.error(new ConnectException("no instance takes connections"));
        }
        return send(owner, outgoing).onErrorResume(ConnectException.class, failure -> {
            Set<Instance> nowTried = new HashSet<>(tried);
            nowTried.add(owner);
            return nowTried.size() == instances.all().size() || !retries.spend()
                    ? Mono.error(failure)
                    : callOwner(key, outgoing, nowTried);
        });
    }

    /** A connection that broke under a call that only reads; where none was made, every instance was tried already. */
    private boolean isWorthOneMore(Throwable failure, Outgoing outgoing) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && outgoing.method.equals(HttpMethod.GET)
                && retries.spend();
    }

    private Mono<ServiceAnswer> send(Instance instance, Outgoing outgoing) {
        Mono<AnswerFrame> rpc = outgoing.question == null ? null : ownerRpc.ask(instance, outgoing.question);
        if (rpc != null) {
            return rpc.map(this::answer);
        }
        long asked = ticker.read();
        return clientOf(instance)
                .request(outgoing.method)
                .uri(outgoing.target)
                .send((request, outbound) -> {
                    waitedNanos.accept(ticker.read() - asked);
                    return write(request, outbound, outgoing);
                })
                .response((response, content) ->
                        Body.collect(content, settings.answerBytesMax()).map(body -> answer(response, body)))
                .single()
                .doOnError(
                        failure -> failure instanceof PoolAcquireTimeoutException
                                || failure instanceof PoolAcquirePendingLimitException,
                        ignored -> waitedNanos.accept(TimeUnit.MILLISECONDS.toNanos(settings.acquireTimeoutMillis())))
                .map(Upstream::unbroken);
    }

    private HttpClient clientOf(Instance instance) {
        HttpClient client = clients.get(instance);
        return client != null
                ? client
                : clients.computeIfAbsent(
                        instance, ignored -> template.host(instance.host()).port(instance.port()));
    }

    private static NettyOutbound write(HttpClientRequest request, NettyOutbound outbound, Outgoing outgoing) {
        request.responseTimeout(outgoing.timeout);
        HttpHeaders headers = request.requestHeaders();
        outgoing.headers.accept(headers);
        byte[] body = outgoing.body;
        if (body == null) {
            return outbound;
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return outbound.send(Mono.just(Unpooled.wrappedBuffer(body)));
    }

    private ServiceAnswer answer(AnswerFrame said) {
        waitedNanos.accept(TimeUnit.MICROSECONDS.toNanos(said.waitedMicros()));
        boolean refused = said.status() >= 400;
        return unbroken(new ServiceAnswer(
                said.status(),
                refused ? PROBLEM : JSON,
                said.retryAfterSeconds() == 0 ? null : Integer.toString(said.retryAfterSeconds()),
                said.ended(),
                said.json().getBytes(StandardCharsets.UTF_8)));
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

    private static ServiceAnswer unbroken(ServiceAnswer answer) {
        if (answer.isBroken()) {
            throw new BrokenAnswerException(answer.status());
        }
        return answer;
    }
}
