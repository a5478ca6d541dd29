package redpacket.local.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private static final ElectionSettings SETTINGS = ElectionSettings.DEFAULTS;

    private final FakeMember first = new FakeMember("db-1");
    private final FakeMember second = new FakeMember("db-2");
    private final FakeMember third = new FakeMember("db-3");
    private final List<FakeMember> members = List.of(first, second, third);
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> reports = new ArrayList<>();
    private final Election<FakeMember> election =
            new Election<>(members, new FakeMemory(), SETTINGS, nanos::get, reports::add);

    @BeforeEach
    void allRun() {
        members.forEach(member -> {
            member.alive = true;
            member.answers = true;
        });
    }

    @Test
    void anOrderThatFailsIsGivenAgain() {
        second.failures = 1;
        election.tick();
        assertThat(election.isSettled()).isFalse();
        assertThat(election.conditions()).containsExactly("db-2 does not follow: not now");
        election.tick();
        assertThat(election.isSettled()).isTrue();
        assertThat(election.conditions()).isEmpty();
    }

    @Test
    void aReplicaThatStoppedIsStartedAgain() {
        election.tick();
        third.following = false;
        checks(1);
        assertThat(election.isSettled()).isFalse();
        assertThat(election.remark(third)).isEqualTo("does not follow");
        assertThat(election.conditions()).containsExactly("db-3 does not follow db-1: stopped by hand");
        checks(1);
        assertThat(third.resumed).isEqualTo(1);
        assertThat(election.isSettled()).isTrue();
        assertThat(election.remark(third)).isEqualTo("replica, 0 s behind");
    }

    @Test
    void aReplicaThatCannotGoOnIsReportedWithItsReasonAndFollowsAnew() {
        election.tick();
        third.following = false;
        third.resumes = false;
        checks(5);
        assertThat(reports).containsExactly("db-3 does not follow db-1: stopped by hand");
        checks(5);
        assertThat(third.following).as("told to follow anew").isTrue();
    }

    @Test
    void aDivergedMemberIsRebuiltFromAReplicaThatIsNotBehind() {
        first.executed = "db-1:1-9";
        second.executed = "db-1:1-8";
        election.tick();
        third.executed = "db-1:1-9,db-3:1";
        third.die();
        election.tick();
        third.alive = true;
        third.answers = true;
        checks(2);
        assertThat(third.rebuiltFrom).as("while the replica is behind").isNull();
        assertThat(election.conditions()).singleElement().asString().contains("db-3 holds db-3:1, which db-1 does not");
        second.executed = "db-1:1-9";
        checks(1);
        assertThat(third.rebuiltFrom).isEqualTo("db-2");
        checks(1);
        assertThat(third.leader).isEqualTo("db-1");
        assertThat(reports).contains("db-3 is rebuilt as a copy of db-2");
    }

    @Test
    void divergedMembersAreNeverRebuiltFromTheLeader() {
        election.tick();
        second.executed = "db-2:1";
        third.executed = "db-3:1";
        election.starts(second);
        election.starts(third);
        checks(3);
        assertThat(List.of(second, third)).allMatch(member -> member.rebuiltFrom == null);
        assertThat(election.conditions()).contains("no replica follows db-1, so every write is refused");
    }

    @Test
    void whatIsWrongWithCopiesIsRepairedAndReported() {
        election.tick();
        first.commits = new Candidate.Commits(List.of("timeout was 1000"), 0, 7);
        second.wrong = List.of("enabled was 0");
        checks(1);
        assertThat(reports).containsExactlyInAnyOrder("db-1: timeout was 1000", "db-2: enabled was 0");
    }

    @Test
    void commitsGoOnWhereAReplicaHoldsWhatWaits() {
        election.tick();
        first.executed = "db-1:1-9";
        second.executed = "db-1:1-8";
        first.commits = new Candidate.Commits(List.of(), 1, 7);
        checks(3);
        assertThat(first.released).as("while no replica holds it").isZero();
        second.executed = "db-1:1-9";
        second.following = false;
        second.resumes = false;
        checks(1);
        assertThat(first.released).as("while its holder does not follow").isZero();
        third.executed = "db-1:1-9";
        checks(1);
        assertThat(first.released).isEqualTo(1);
        assertThat(reports).contains("db-1: 1 commits waited for a lost acknowledgement; db-3 holds them");
        first.commits = new Candidate.Commits(List.of(), 1, 8);
        checks(1);
        assertThat(first.released).as("while commits are acknowledged").isEqualTo(1);
    }

    @Test
    void commitsThatWaitWithoutProgressAreNamed() {
        election.tick();
        first.executed = "db-1:1";
        first.commits = new Candidate.Commits(List.of(), 3, 7);
        checks(1);
        assertThat(election.conditions()).isEmpty();
        checks(1);
        assertThat(election.conditions())
                .containsExactly("commits on db-1 wait for an acknowledgement, so every write is refused");
        first.commits = new Candidate.Commits(List.of(), 3, 8);
        checks(1);
        assertThat(election.conditions()).isEmpty();
    }

    private void checks(int times) {
        for (int i = 0; i < times; i++) {
            nanos.addAndGet(Duration.ofNanos(1).plus(SETTINGS.checkEvery()).toNanos());
            election.tick();
        }
    }
}
