package redpacket.packet.deal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.trace.Trace;

/**
 * Writes a win: in the control schema, where a prize is won once and a user's n-th win of a campaign is there once, and
 * then in the packet's set, where opening looks.
 *
 * <p>INVARIANT: what is answered as won is in both. A win of which only the first half was written is granted later by
 * {@link GrantWins}, and the user hears of it by the inbox.
 */
final class WinPrize {
    private static final Logger LOG = LoggerFactory.getLogger(WinPrize.class);
    private static final int TRIES_MAX = 4;

    private final Prizes prizes;
    private final Grants grants;
    private final Clock clock;

    WinPrize(Prizes prizes, Grants grants, Clock clock) {
        this.prizes = prizes;
        this.grants = grants;
        this.clock = clock;
    }

    /** Throws where a database does not answer: then it is not known whether the user has won. */
    WinOutcome win(String holder, long prizeId, long userId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (int tries = 1; ; tries++) {
            try {
                Written written = prizes.inTransaction(turn -> write(turn, new Attempt(holder, prizeId, userId, now)));
                if (written.grant().isPresent()) {
                    grants.grant(written.grant().get());
                }
                return written.outcome();
            } catch (RuntimeException e) {
                // Another gateway's win of the same user came first: counted anew.
                if (DatabaseFailure.of(e) != DatabaseFailure.DUPLICATE_KEY || tries == TRIES_MAX) {
                    throw e;
                }
                LOG.debug("a win met another of the same user");
            }
        }
    }

    private static Written write(Prizes.Turn turn, Attempt attempt) {
        Prizes.Prize prize = turn.find(attempt.prizeId()).orElse(null);
        Prizes.Terms terms = prize == null
                ? null
                : turn.winnable(prize.campaignId(), attempt.now()).orElse(null);
        if (prize == null || terms == null) {
            return Written.refused(new WinOutcome.NotHeld());
        }
        Optional<Prizes.Win> earlier = turn.winOf(prize.prizeId());
        if (earlier.isPresent()) {
            return earlier.get().userId() == attempt.userId()
                    ? Written.won(earlier.get(), terms)
                    : Written.refused(new WinOutcome.NotHeld());
        }
        int wins = turn.wins(terms.campaignId(), attempt.userId());
        if (wins >= terms.perUserCap()) {
            return Written.refused(new WinOutcome.CapReached());
        }
        if (turn.hasWonOf(prize, attempt.userId())) {
            return Written.refused(new WinOutcome.SamePacket());
        }
        if (!turn.take(attempt.holder(), prize.prizeId())) {
            return Written.refused(new WinOutcome.NotHeld());
        }
        Prizes.Win win = new Prizes.Win(
                prize.prizeId(),
                prize.campaignId(),
                attempt.userId(),
                wins + 1,
                prize.setId(),
                prize.packetId(),
                prize.amountFen(),
                prize.worthFen(),
                attempt.now(),
                Trace.currentId());
        turn.add(win);
        return Written.won(win, terms);
    }

    private record Attempt(String holder, long prizeId, long userId, Instant now) {}

    private record Written(WinOutcome outcome, Optional<Prizes.Grant> grant) {
        static Written refused(WinOutcome outcome) {
            return new Written(outcome, Optional.empty());
        }

        static Written won(Prizes.Win win, Prizes.Terms terms) {
            return new Written(
                    new WinOutcome.Won(), Optional.of(new Prizes.Grant(win, terms.name(), terms.sponsorId())));
        }
    }
}
