package redpacket.packet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import redpacket.packet.MovableClock;
import redpacket.packet.people.PeopleApi.ChangedProfile;

class RepairProfilesTest {
    private static final int PAGE = 2;

    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final List<ChangedProfile> profiles = new ArrayList<>();
    private final FakeCopies one = new FakeCopies();
    private final FakeCopies two = new FakeCopies();
    private boolean away;
    private final RepairProfiles repair = new RepairProfiles(this::after, List.of(one, two), clock, 2);

    @Test
    void aChangeWhoseEventWasLostReachesEverySet() throws Exception {
        change(7, 3);
        clock.move(Duration.ofSeconds(20));
        assertThat(repair.repair()).isEqualTo(1);
        assertThat(one.versions).containsEntry(7L, 3L);
        assertThat(two.versions).containsEntry(7L, 3L);
    }

    @Test
    void looksAgainAtWhatHasJustChangedAndNotAtWhatHasLongBeenSeen() throws Exception {
        change(7, 1);
        repair.repair();
        clock.move(Duration.ofSeconds(20));
        assertThat(repair.repair()).isEqualTo(1);
        clock.move(Duration.ofMinutes(3));
        repair.repair();
        assertThat(repair.repair()).isZero();
    }

    @Test
    void isBoundedAndTheNextRoundGoesOn() throws Exception {
        for (int user = 1; user <= 7; user++) {
            change(user, 1);
        }
        assertThat(repair.repair()).isEqualTo(4);
        assertThat(repair.repair()).isEqualTo(3);
        assertThat(one.versions).hasSize(7);
    }

    @Test
    void whatCouldNotBeWrittenOrReadIsDoneLater() throws Exception {
        change(7, 1);
        one.away = true;
        assertThatThrownBy(repair::repair).isInstanceOf(IllegalStateException.class);
        assertThat(two.versions).containsKey(7L);
        one.away = false;
        away = true;
        assertThatThrownBy(repair::repair).isInstanceOf(IllegalStateException.class);
        away = false;
        assertThat(repair.repair()).isEqualTo(1);
        assertThat(one.versions).containsKey(7L);
    }

    private void change(long user, long version) {
        profiles.add(new ChangedProfile(user, "n", "a", version, clock.instant()));
    }

    private List<ChangedProfile> after(Instant since, long userId) {
        if (away) {
            throw new IllegalStateException("away");
        }
        return profiles.stream()
                .filter(profile ->
                        profile.at().isAfter(since) || (profile.at().equals(since) && profile.userId() > userId))
                .limit(PAGE)
                .toList();
    }

    private static final class FakeCopies implements ProfileCopies {
        private final Map<Long, Long> versions = new TreeMap<>();
        private boolean away;

        @Override
        public void write(List<Change> changes) {
            if (away) {
                throw new IllegalStateException("away");
            }
            changes.forEach(change -> versions.put(change.userId(), change.version()));
        }

        @Override
        public Set<Integer> missing(Set<Integer> partitions) {
            return Set.of();
        }

        @Override
        public void begun(int partition) {}
    }
}
