package redpacket.packet.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Writes the profiles that changed lately to every set again, so that an event that was lost is missed for less than a
 * minute. A copy that is as new already stays. Not thread-safe.
 */
final class RepairProfiles {
    /** A change is visible at notify-service this long after its time at the latest. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final ChangedProfiles changed;
    private final List<ProfileCopies> sets;
    private final Clock clock;
    private final int pagesMax;
    private ChangedProfiles.Position from;

    RepairProfiles(ChangedProfiles changed, List<ProfileCopies> sets, Clock clock, int pagesMax) {
        this.changed = changed;
        this.sets = List.copyOf(sets);
        this.clock = clock;
        this.pagesMax = pagesMax;
        this.from = new ChangedProfiles.Position(clock.instant().minus(OVERLAP).truncatedTo(ChronoUnit.MILLIS), 0);
    }

    /** One bounded round; how many profiles it saw. What it does not get to, or cannot write, the next one goes on with. */
    int repair() throws InterruptedException {
        Instant begun = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int seen = 0;
        for (int page = 0; page < pagesMax; page++) {
            Optional<List<ChangedProfiles.Row>> rows = changed.after(from);
            if (rows.isEmpty()) {
                return seen;
            }
            if (rows.get().isEmpty()) {
                // All of it: the next round begins a little before this one did.
                from = new ChangedProfiles.Position(begun.minus(OVERLAP), 0);
                return seen;
            }
            List<ProfileCopies.Change> changes =
                    rows.get().stream().map(ChangedProfiles.Row::change).toList();
            IllegalStateException failure = null;
            for (ProfileCopies set : sets) {
                try {
                    set.write(changes);
                } catch (IllegalStateException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
            from = rows.get().getLast().position();
            seen += changes.size();
        }
        return seen;
    }
}
