package redpacket.gateway.ended;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redpacket.common.id.PacketId;

/**
 * Remembers packets that have ended, so that late requests cost no service anything.
 *
 * <p>INVARIANT: a winner is never answered here. The whole list of winners is known before anyone is answered. It comes
 * from an answer given after the packet's last entry, so there can be no further winner.
 */
public final class EndedPackets {
    private static final Logger LOG = LoggerFactory.getLogger(EndedPackets.class);

    private final Cache<PacketId, Ended> ended;
    private final Cache<PacketId, Boolean> asked;
    private final Semaphore fetches;
    private final Counter answered;

    EndedPackets(EndedSettings settings, Ticker ticker, MeterRegistry meters) {
        this.ended = Caffeine.newBuilder()
                .maximumWeight(settings.numbersMax())
                .weigher((PacketId ignored, Ended packet) -> packet.numbers())
                .expireAfterWrite(Duration.ofSeconds(settings.rememberSeconds()))
                .ticker(ticker)
                .recordStats()
                .build();
        this.asked = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMillis(settings.fetchAgainMillis()))
                .ticker(ticker)
                .build();
        this.fetches = new Semaphore(settings.fetchesMax());
        this.answered = Counter.builder("redpacket.gateway.ended.answers")
                .description("Grabs and opens of ended packets that the gateway answered from memory")
                .register(meters);
        CaffeineCacheMetrics.monitor(meters, ended, "ended");
    }

    /** The outcome for this user; empty for a winner, and for a packet that is not known to have ended. */
    public Optional<Ended.Outcome> outcomeFor(PacketId packet, long user) {
        Ended found = ended.getIfPresent(packet);
        if (found == null || found.isWinner(user)) {
            return Optional.empty();
        }
        answered.increment();
        return Optional.of(found.outcome());
    }

    /** Fetches the winners of a packet that has ended, in the background, once for all requests that learn of it. */
    public void learn(PacketId packet, Supplier<Mono<Ended>> fetch) {
        if (ended.getIfPresent(packet) != null || asked.asMap().putIfAbsent(packet, Boolean.TRUE) != null) {
            return;
        }
        if (!fetches.tryAcquire()) {
            asked.invalidate(packet);
            return;
        }
        var unused = fetch.get()
                .doFinally(ignored -> fetches.release())
                .subscribe(
                        found -> ended.put(packet, found),
                        failure ->
                                LOG.debug("the winners of an ended packet cannot be fetched: {}", failure.toString()));
    }
}
