package redpacket.loadtest.bench.events;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import redpacket.loadtest.load.ApiClients;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/** Clients that follow their events by Server-Sent Events, each on a TLS connection of its own. */
final class Followers implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final long LOOK_EVERY_NANOS = 20_000_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** The wait of the contract before a client connects again. */
    private static final long RECONNECT_MILLIS = 2_000;

    private final LoopResources loops = LoopResources.create("followers", 1, true);
    private final ConnectionProvider pool;
    private final HttpClient client;
    private final LongFunction<String> bearers;
    private final List<Follower> followers = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger reconnects = new AtomicInteger();

    Followers(StateDirectory state, LongFunction<String> bearers, long firstUser, int count) {
        this.bearers = bearers;
        this.pool = ConnectionProvider.builder("followers")
                .maxConnections(count)
                .pendingAcquireMaxCount(count)
                .pendingAcquireTimeout(TIMEOUT)
                .build();
        this.client = HttpClient.create(pool)
                .runOn(loops)
                .baseUrl("https://localhost:" + Ports.load(state).of("gateway"))
                .protocol(HttpProtocol.HTTP11)
                .secure(spec -> spec.sslContext(ApiClients.trusting(state.certificate(), "http/1.1")))
                .disableRetry(true);
        for (int i = 0; i < count; i++) {
            followers.add(new Follower(firstUser + i));
        }
    }

    int open() {
        return open.get();
    }

    void connect(IntPredicate which) {
        chosen(which).forEach(Follower::connect);
    }

    void hangUp(IntPredicate which) {
        chosen(which).forEach(Follower::hangUp);
    }

    /** Received messages, each counted once. */
    long received(IntPredicate which) {
        return chosen(which).stream().mapToLong(Follower::messages).sum();
    }

    /** Connections after a refusal or a lost connection. */
    int reconnects() {
        return reconnects.get();
    }

    long receivedTwice() {
        return followers.stream().mapToLong(Follower::repeats).sum();
    }

    private List<Follower> chosen(IntPredicate which) {
        return IntStream.range(0, followers.size())
                .filter(which)
                .mapToObj(followers::get)
                .toList();
    }

    private final class Follower {
        private final long user;
        private final Set<String> seen = new HashSet<>();
        private final StringBuilder partial = new StringBuilder();
        private String lastId = "";
        private int repeats;
        private @Nullable Disposable following;
        private boolean hungUp;

        Follower(long user) {
            this.user = user;
        }

        synchronized int messages() {
            return seen.size();
        }

        synchronized int repeats() {
            return repeats;
        }

        /** Connects, and connects again after a refusal or a lost connection. */
        synchronized void connect() {
            hungUp = false;
            follow();
        }

        private synchronized void follow() {
            if (hungUp) {
                return;
            }
            partial.setLength(0);
            String resumeAfter = lastId;
            following = client.headers(headers -> {
                        headers.set("authorization", bearers.apply(user));
                        headers.set("accept", "text/event-stream");
                        if (!resumeAfter.isEmpty()) {
                            headers.set("last-event-id", resumeAfter);
                        }
                    })
                    .get()
                    .uri("/v1/events")
                    .response((response, content) -> {
                        if (response.status().code() != 200) {
                            return content.then().thenMany(Flux.<String>empty());
                        }
                        open.incrementAndGet();
                        return content.asString(StandardCharsets.UTF_8).doFinally(ignored -> open.decrementAndGet());
                    })
                    .subscribe(this::read, failure -> reconnect(), this::reconnect);
        }

        private void reconnect() {
            reconnects.incrementAndGet();
            long millis = ThreadLocalRandom.current().nextLong(RECONNECT_MILLIS, 2 * RECONNECT_MILLIS);
            var unused = Mono.delay(Duration.ofMillis(millis)).subscribe(ignored -> follow());
        }

        synchronized void hangUp() {
            hungUp = true;
            if (following != null) {
                following.dispose();
            }
        }

        private synchronized void read(String text) {
            partial.append(text);
            for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
                String line = partial.substring(0, end).strip();
                partial.delete(0, end + 1);
                if (line.startsWith("id:")) {
                    lastId = line.substring(3).strip();
                    repeats += seen.add(lastId) ? 0 : 1;
                }
            }
        }
    }

    @Override
    public void close() {
        followers.forEach(Follower::hangUp);
        long end = System.nanoTime() + CLOSE_WITHIN.toNanos();
        while (open.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        pool.disposeLater().block(CLOSE_WITHIN);
        loops.disposeLater(QUIET, CLOSE_WITHIN).onErrorComplete().block();
    }
}
