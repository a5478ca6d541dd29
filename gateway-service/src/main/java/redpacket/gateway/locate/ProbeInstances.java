package redpacket.gateway.locate;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.channel.ChannelOption;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.common.process.StartBeforeServing;
import redpacket.common.web.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks every instance several times a second whether it serves and where it listens for owner RPCs, so that lanes move
 * when an owner hangs or dies.
 *
 * <p>An instance is well while it answers without a server error. It is passed over at once when it refuses a
 * connection, and after a few time-outs in a row, since a busy machine is late now and then. One time-out is enough
 * where no real request was answered either: then it is frozen.
 */
final class ProbeInstances extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeInstances.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/internal/v1/ready";

    private final ProbeSettings settings;
    private final String serviceKey;
    private final ServiceInstances instances;
    private final Ticker ticker;
    private final ConnectionProvider pool;
    private final HttpClient client;
    private final Disposable.Composite running = Disposables.composite();

    ProbeInstances(
            ProbeSettings settings, String serviceKey, ServiceInstances instances, LoopResources loops, Ticker ticker) {
        this.ticker = ticker;
        this.settings = settings;
        this.serviceKey = serviceKey;
        this.instances = instances;
        this.pool = ConnectionProvider.builder("probes")
                .maxConnections(1)
                .pendingAcquireMaxCount(1)
                .pendingAcquireTimeout(Duration.ofMillis(settings.timeoutMillis()))
                .build();
        this.client = HttpClient.create(pool)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.timeoutMillis())
                .responseTimeout(Duration.ofMillis(settings.timeoutMillis()))
                .disableRetry(true);
    }

    @Override
    protected void begin() {
        for (Instance instance : instances.all()) {
            running.add(new Probe(instance).start());
        }
    }

    private final class Probe {
        private final Instance instance;
        private int failures;

        Probe(Instance instance) {
            this.instance = instance;
        }

        Disposable start() {
            return Flux.interval(Duration.ofMillis(settings.everyMillis()))
                    .onBackpressureDrop()
                    .concatMap(ignored -> ask(), 1)
                    .subscribe();
        }

        private Mono<Void> ask() {
            return client.host(instance.getHost())
                    .port(instance.getPort())
                    .headers(headers -> headers.set(Headers.SERVICE_KEY, serviceKey))
                    .get()
                    .uri(PATH)
                    .responseSingle((response, body) -> body.asString()
                            .defaultIfEmpty("")
                            .doOnNext(this::learnOwnerRpcPort)
                            .then(Mono.just(response.status().code())))
                    .doOnNext(status -> learn(status < 500, settings.failuresMax()))
                    .onErrorResume(failure -> {
                        learn(false, failure instanceof ConnectException ? 1 : settings.failuresMax());
                        return Mono.empty();
                    })
                    .then();
        }

        private void learnOwnerRpcPort(String body) {
            try {
                instance.listensForOwnerRpcOn(
                        JSON.readTree(body).path("ownerRpcPort").asInt(0));
            } catch (JacksonException ignored) {
                instance.listensForOwnerRpcOn(0);
            }
        }

        private boolean isSilent() {
            return instance.isSilent(ticker.read(), TimeUnit.MILLISECONDS.toNanos(settings.silentMillisMax()));
        }

        private void learn(boolean served, int failuresMax) {
            failures = served ? 0 : failures + 1;
            boolean well = served || (instance.isWell() && failures < (isSilent() ? 1 : failuresMax));
            if (well != instance.isWell()) {
                LOG.warn("{} {}", instance, well ? "serves again" : "does not answer and is passed over");
                instance.become(well);
            }
        }
    }

    @Override
    protected void end() {
        running.dispose();
        pool.dispose();
    }
}
