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
 * Remembers packets that have ended, so that the crowd that comes too late costs no service anything (rule E1).
 *
 * <p>INVARIANT: a winner is never answered here. Winners are known whole before anybody is, from an answer given after
 * the packet's last entry, so nobody can win afterwards.
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
                .description("Grabs and opens of ended packets answered at the edge")
                .register(meters);
        CaffeineCacheMetrics.monitor(meters, ended, "ended");
    }

    /** What this user hears of this packet; empty for a winner, and where nothing is known. */
    public Optional<Ended.Outcome> outcomeFor(PacketId packet, long user) {
        Ended found = ended.getIfPresent(packet);
        if (found == null || found.isWinner(user)) {
            return Optional.empty();
        }
        answered.increment();
        return Optional.of(found.outcome());
    }

    /** Fetches what is to be known of a packet that is said to have ended: once for all who say so, in the background. */
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
                        failure -> LOG.debug("winners of an ended packet not to be had: {}", failure.toString()));
    }
}
