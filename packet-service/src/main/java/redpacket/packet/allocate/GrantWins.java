package redpacket.packet.allocate;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.trace.Trace;

/** Grants wins whose writer stopped before it granted them. Most wins are granted already. */
final class GrantWins {
    private static final Logger LOG = LoggerFactory.getLogger(GrantWins.class);

    private final Prizes prizes;
    private final Grants grants;
    private final AllocateSettings settings;
    private final Clock clock;

    GrantWins(Prizes prizes, Grants grants, AllocateSettings settings, Clock clock) {
        this.prizes = prizes;
        this.grants = grants;
        this.settings = settings;
        this.clock = clock;
    }

    /** One bounded round. */
    void grant() {
        Instant before = clock.instant().truncatedTo(ChronoUnit.MILLIS).minusMillis(settings.grantAfterMillis());
        List<Prizes.Grant> left = prizes.inTransaction(turn -> turn.toGrant(before, settings.grantsMax()));
        List<Long> granted = new ArrayList<>();
        for (Prizes.Grant grant : left) {
            Trace.begin(grant.win().traceId());
            try {
                grants.grant(grant);
                granted.add(grant.win().prizeId());
            } catch (RuntimeException e) {
                LOG.warn("the win of prize {} is granted later: {}", grant.win().prizeId(), e.toString());
            } finally {
                Trace.end();
            }
        }
        if (!granted.isEmpty()) {
            prizes.inTransaction(turn -> {
                turn.granted(granted);
                return granted.size();
            });
        }
    }
}
