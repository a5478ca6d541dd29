package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Answers shakes from memory. A win is written before it is told; one that cannot be written in time is no win here, and
 * if it was written after all the winner's inbox says so.
 */
final class Shake {
    private static final Logger LOG = LoggerFactory.getLogger(Shake.class);
    private static final ShakeOutcome.Nothing NOTHING = new ShakeOutcome.Nothing(false);
    private static final ShakeOutcome.Nothing AWAY = new ShakeOutcome.Nothing(true);

    private final PrizePool pool;
    private final Dealer dealer;
    private final Refusals refusals;
    private final String holder;
    private final Semaphore wins;
    private final Duration winTimeout;
    private final Ticker ticker;

    Shake(PrizePool pool, Dealer dealer, String holder, ShakeSettings settings, Ticker ticker) {
        this.pool = pool;
        this.dealer = dealer;
        this.refusals = new Refusals(settings.refusalsRememberedMax(), ticker);
        this.holder = holder;
        this.wins = new Semaphore(settings.winsInFlightMax());
        this.winTimeout = Duration.ofMillis(settings.winTimeoutMillis());
        this.ticker = ticker;
    }

    /** What a shake comes to that cannot win at this moment, whoever shakes; null where one might. */
    ShakeOutcome.@Nullable Nothing nothing() {
        long now = ticker.read();
        if (pool.isAway(now)) {
            return AWAY;
        }
        return pool.isAnyDue(now) && wins.availablePermits() > 0 ? null : NOTHING;
    }

    /** Never fails. */
    Mono<ShakeOutcome> shake(long userId) {
        long now = ticker.read();
        if (pool.isAway(now)) {
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
        // A phone that hangs up ends its answer, not the writing of its win.
        return Mono.fromFuture(
                write(prize, userId).doFinally(ignored -> wins.release()).toFuture(), true);
    }

    private Mono<ShakeOutcome> write(Prize prize, long userId) {
        return Mono.defer(() -> dealer.win(holder, prize.prizeId(), userId))
                .timeout(winTimeout)
                .map(outcome -> heed(outcome, prize, userId))
                .onErrorResume(failure -> {
                    LOG.debug("a win is in doubt: {}", failure.toString());
                    pool.doubt(prize);
                    return Mono.just(AWAY);
                });
    }

    private ShakeOutcome heed(Dealer.WinOutcome outcome, Prize prize, long userId) {
        return switch (outcome) {
            case NOT_HELD -> {
                pool.drop(prize);
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
                pool.won(prize);
                yield new ShakeOutcome.Won(prize);
            }
        };
    }
}
