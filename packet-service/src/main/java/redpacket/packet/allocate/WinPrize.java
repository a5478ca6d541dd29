package redpacket.packet.allocate;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.trace.Trace;

/**
 * Writes a win to the control schema and then to the packet's set, where an open reads it. Unique keys of the control
 * schema hold each prize, and each user's n-th win of a campaign, once.
 *
 * <p>INVARIANT: a win that is answered is in both. {@link GrantWins} grants a win later whose second write did not
 * happen, and the inbox tells the user.
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

    /** Throws where a database does not answer: then the outcome is unknown. */
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
                // Another gateway's win of the same user came first: count again.
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
