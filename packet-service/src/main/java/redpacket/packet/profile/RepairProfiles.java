package redpacket.packet.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import redpacket.packet.people.PeopleApi.ChangedProfile;

/**
 * Writes the profiles that changed lately to every set again, so a lost event is repaired within a minute. A copy that
 * is as new already stays. Not thread-safe.
 */
final class RepairProfiles {
    /** A change is visible at notify-service this long after its time at the latest. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final ChangedProfiles changed;
    private final List<ProfileCopies> sets;
    private final Clock clock;
    private final int pagesMax;
    private Instant since;
    private long afterUserId;

    /** The profiles that changed after a position, in the order of change. Throws when they cannot be read. */
    @FunctionalInterface
    interface ChangedProfiles {
        List<ChangedProfile> after(Instant since, long userId);
    }

    RepairProfiles(ChangedProfiles changed, List<ProfileCopies> sets, Clock clock, int pagesMax) {
        this.changed = changed;
        this.sets = List.copyOf(sets);
        this.clock = clock;
        this.pagesMax = pagesMax;
        this.since = now().minus(OVERLAP);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** One bounded round; how many profiles it saw. The next one continues where it ended, or where a write failed. */
    int repair() throws InterruptedException {
        Instant begun = now();
        int seen = 0;
        for (int page = 0; page < pagesMax; page++) {
            List<ChangedProfile> profiles = changed.after(since, afterUserId);
            if (profiles.isEmpty()) {
                // The end: the next round begins a little before this one did.
                since = begun.minus(OVERLAP);
                afterUserId = 0;
                return seen;
            }
            write(profiles);
            since = profiles.getLast().at();
            afterUserId = profiles.getLast().userId();
            seen += profiles.size();
        }
        return seen;
    }

    private void write(List<ChangedProfile> profiles) throws InterruptedException {
        List<ProfileCopies.Change> changes = profiles.stream()
                .map(profile -> ProfileCopies.Change.of(
                        profile.userId(), profile.nickname(), profile.avatarUrl(), profile.version()))
                .toList();
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
    }
}
