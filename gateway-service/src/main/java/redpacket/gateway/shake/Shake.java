package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Answers shakes from memory. A win is recorded before it is answered. If recording fails or takes too long, the answer
 * is NOTHING; if the win was recorded after all, the winner's inbox has the prize.
 */
final class Shake {
    private static final Logger LOG = LoggerFactory.getLogger(Shake.class);
    private static final ShakeOutcome.Nothing NOTHING = new ShakeOutcome.Nothing(false);
    private static final ShakeOutcome.Nothing AWAY = new ShakeOutcome.Nothing(true);

    private final PrizePool pool;
    private final PrizeLeases leases;
    private final Refusals refusals;
    private final String holder;
    private final Semaphore wins;
    private final Duration winTimeout;
    private final Ticker ticker;

    Shake(PrizePool pool, PrizeLeases leases, String holder, ShakeSettings settings, Ticker ticker) {
        this.pool = pool;
        this.leases = leases;
        this.refusals = new Refusals(settings.refusalsRememberedMax(), ticker);
        this.holder = holder;
        this.wins = new Semaphore(settings.winsInFlightMax());
        this.winTimeout = Duration.ofMillis(settings.winTimeoutMillis());
        this.ticker = ticker;
    }

    /** The outcome if no user can win at this moment; null if a shake might win. */
    ShakeOutcome.@Nullable Nothing nothing() {
        long now = ticker.read();
        if (pool.isLeaseOver(now)) {
            return AWAY;
        }
        return pool.isAnyDue(now) && wins.availablePermits() > 0 ? null : NOTHING;
    }

    /** Never fails. */
    Mono<ShakeOutcome> shake(long userId) {
        long now = ticker.read();
        if (pool.isLeaseOver(now)) {
            return Mono.just(AWAY);
        }
        if (!wins.tryAcquire()) {
            return Mono.just(NOTHING);
        }
        Prize prize = pool.take(now, candidate -> refusals.mayWin(userId, candidate));
        if (prize == null) {
            wins.release();
            return Mono.just(NOTHING);
        }
        // A client that leaves cancels its answer, but not the recording of its win.
        return Mono.fromFuture(
                record(prize, userId).doFinally(ignored -> wins.release()).toFuture(), true);
    }

    private Mono<ShakeOutcome> record(Prize prize, long userId) {
        return Mono.defer(() -> leases.win(holder, prize.prizeId(), userId))
                .timeout(winTimeout)
                .map(outcome -> completed(outcome, prize, userId))
                .onErrorResume(failure -> {
                    LOG.debug("a prize is in doubt: {}", failure.toString());
                    pool.inDoubt(prize);
                    return Mono.just(AWAY);
                });
    }

    private ShakeOutcome completed(PrizeLeases.WinOutcome outcome, Prize prize, long userId) {
        return switch (outcome) {
            case NOT_HELD -> {
                pool.remove(prize);
                yield NOTHING;
            }
            case CAP_REACHED -> {
                refusals.noMoreOfCampaign(userId, prize);
                pool.giveBack(prize);
                yield NOTHING;
            }
            case SAME_PACKET -> {
                refusals.noMoreOfPacket(userId, prize);
                pool.giveBack(prize);
                yield NOTHING;
            }
            case WON -> {
                refusals.noMoreOfPacket(userId, prize);
                pool.remove(prize);
                yield new ShakeOutcome.Won(prize);
            }
        };
    }
}
