package redpacket.local.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private static final ElectionSettings SETTINGS = ElectionSettings.DEFAULTS;

    private final FakeMember first = new FakeMember("db-1");
    private final FakeMember second = new FakeMember("db-2");
    private final FakeMember third = new FakeMember("db-3");
    private final List<FakeMember> members = List.of(first, second, third);
    private final FakeMemory memory = new FakeMemory();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> reports = new ArrayList<>();
    private final Election<FakeMember> election = new Election<>(members, memory, SETTINGS, nanos::get, reports::add);

    @Test
    void ofEqualsTheLastPrimaryLeadsAndTheOthersFollow() {
        memory.reign = Reign.unknown("db-2");
        startAll();
        election.tick();
        assertThat(election.primary()).isSameAs(second);
        assertThat(List.of(first, third)).allMatch(member -> "db-2".equals(member.leader));
        assertThat(election.isSettled()).isTrue();
        assertThat(election.conditions()).isEmpty();
    }

    @Test
    void theMemberThatHoldsEverythingLeadsAndItsReignIsRemembered() {
        startAll();
        second.executed = "db-1:1-8";
        third.executed = "db-1:1-7";
        third.received = "db-1:8-9";
        election.tick();
        assertThat(election.primary()).isSameAs(third);
        assertThat(memory.reign).isEqualTo(new Reign("db-3", "db-3", GtidSet.parse("db-1:1-9")));
    }

    @Test
    void anOldPrimaryWithMoreTransactionsThatNobodyAcknowledgedNeverLeads() {
        memory.reign = new Reign("db-2", "db-2", GtidSet.parse("db-1:1-100"));
        start(first);
        start(third);
        first.executed = "db-1:1-280";
        third.executed = "db-1:1-100,db-2:1-3";
        third.received = "db-2:4";
        election.tick();
        assertThat(first.rebuiltFrom).as("before it has a leader to follow").isEqualTo("db-3");
        assertThat(election.primary()).isNull();
        election.tick();
        assertThat(election.primary()).isIn(first, third);
        assertThat(members)
                .filteredOn(member -> member.alive)
                .extracting(member -> member.executed)
                .containsOnly("db-1:1-100,db-2:1-4");
    }

    @Test
    void aTransactionOfTheLastReignThatOnlyADivergedMemberHoldsIsWaitedFor() {
        memory.reign = new Reign("db-2", "db-2", GtidSet.parse("db-1:1-100"));
        startAll();
        second.die();
        first.executed = "db-1:1-280,db-2:1-5";
        third.executed = "db-1:1-100,db-2:1-4";
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(election.conditions())
                .singleElement()
                .asString()
                .contains("db-3 to receive db-2:5", "db-1 to be rebuilt", "missing: db-2");
        start(second);
        second.executed = "db-1:1-100,db-2:1-6";
        election.tick();
        assertThat(election.primary()).isSameAs(second);
    }

    @Test
    void membersThatDivergedLeadNowhereWhileTheLastReignIsUnknown() {
        startAll();
        first.executed = "db-1:1-280";
        second.executed = "db-1:1-100,db-2:1";
        third.executed = "db-1:1-100,db-2:1";
        passes(SETTINGS.youngFor());
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(election.conditions()).singleElement().asString().contains("db-1 to receive", "db-2 to receive");
    }

    @Test
    void oneAloneNeverLeadsHoweverLongItWaitsAndTheMissingAreNamed() {
        start(second);
        passes(SETTINGS.youngFor().multipliedBy(10));
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(second.writable).isFalse();
        assertThat(election.conditions()).containsExactly("no primary; waits for db-1, db-3 to answer");
        passes(Duration.ofSeconds(5));
        election.tick();
        election.tick();
        assertThat(reports).containsExactly("no primary; waits for db-1, db-3 to answer");
    }

    @Test
    void twoLeadWithoutAMemberThatCannotStartAndNameIt() {
        start(first);
        start(second);
        election.tick();
        assertThat(election.primary()).isSameAs(first);
        assertThat(election.hasTwoCopies()).isTrue();
        assertThat(election.conditions()).containsExactly("db-3 is down");
    }

    @Test
    void aPrimaryThatAnswersLateLeadsOn() {
        startAll();
        election.tick();
        first.answers = false;
        passes(SETTINGS.hungAfter().minusNanos(1));
        tick(5);
        first.answers = true;
        election.tick();
        first.answers = false;
        passes(SETTINGS.hungAfter().minusNanos(1));
        tick(5);
        assertThat(election.primary()).isSameAs(first);
        assertThat(second.writable).isFalse();
        assertThat(election.conditions()).containsExactly("db-1 leads and does not answer");
    }

    @Test
    void aPrimaryThatHangsIsKilledAndAnotherLeadsInTheSameTick() {
        startAll();
        election.tick();
        first.answers = false;
        passes(SETTINGS.hungAfter());
        tick(SETTINGS.unansweredMin() - 1);
        assertThat(election.primary())
                .as("one probe after a pause of the controller proves nothing")
                .isSameAs(first);
        election.tick();
        assertThat(first.alive).isFalse();
        assertThat(election.primary()).isSameAs(second);
        assertThat(reports).singleElement().asString().contains("db-1 answered no probe for 10 s and was killed");
    }

    @Test
    void aPrimaryThatHangsAndCannotBeKilledLeadsOnUntilAnOperatorStopsIt() {
        startAll();
        election.tick();
        first.answers = false;
        first.fenceable = false;
        passes(SETTINGS.hungAfter());
        tick(SETTINGS.unansweredMin());
        assertThat(election.primary()).isSameAs(first);
        assertThat(election.conditions()).singleElement().asString().contains("must be stopped by an operator");
    }

    @Test
    void whenThePrimaryIsGoneTheReplicaWithEverythingLeadsInTheSameTick() {
        startAll();
        election.tick();
        first.die();
        second.received = "db-1:1-4";
        third.received = "db-1:1-5";
        election.tick();
        assertThat(election.primary()).isSameAs(third);
        assertThat(second.leader).isEqualTo("db-3");
    }

    @Test
    void aReplicaThatIsSlowToAnswerIsWaitedForAsLongAsTheStateIsYoung() {
        startAll();
        third.answers = false;
        election.tick();
        assertThat(election.primary()).isNull();
        passes(SETTINGS.youngFor());
        election.tick();
        assertThat(election.primary()).isSameAs(first);
    }

    @Test
    void aMemberThatHoldsMoreAndCannotApplyItKeepsTheOthersFromLeadingWithLess() {
        startAll();
        second.received = "db-1:1-7";
        second.applies = false;
        passes(SETTINGS.youngFor());
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(members).noneMatch(member -> member.writable);
        assertThat(election.conditions())
                .singleElement()
                .asString()
                .contains("db-2 to apply all that it holds: its applier stands still", "db-1 to receive db-1:1-7");
        second.applies = true;
        election.tick();
        assertThat(election.primary()).isSameAs(second);
    }

    @Test
    void ofEqualsTheNextLeadsWhereTheFirstCannotApply() {
        startAll();
        election.tick();
        first.die();
        second.received = "db-1:1-7";
        second.applies = false;
        third.received = "db-1:1-7";
        election.tick();
        assertThat(election.primary()).isSameAs(third);
    }

    @Test
    void anOldPrimaryComesBackWithoutItsTailOnceAnotherLeads() {
        startAll();
        election.tick();
        first.die();
        election.tick();
        assertThat(start(first)).as("keeps its whole log").isFalse();
        election.tick();
        assertThat(election.primary()).isSameAs(second);
        assertThat(first.leader).isEqualTo("db-2");
        assertThat(election.isSettled()).isTrue();
    }

    @Test
    void theLastPrimaryKeepsItsWholeLogWhileNobodyLeads() {
        startAll();
        election.tick();
        first.die();
        second.die();
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(start(first)).as("keeps its whole log").isTrue();
        first.executed = "db-1:1-3";
        election.tick();
        assertThat(election.primary()).isSameAs(first);
    }

    @Test
    void theLastPrimaryOnItsWayBackWithItsWholeLogIsWaitedForWithABound() {
        startAll();
        election.tick();
        first.die();
        assertThat(start(first)).isTrue();
        first.answers = false;
        passes(SETTINGS.startMax().minusNanos(1));
        election.tick();
        assertThat(election.primary()).isNull();
        assertThat(start(first)).as("a further start extends no bound").isTrue();
        first.answers = false;
        passes(Duration.ofNanos(1));
        election.tick();
        assertThat(election.primary()).isSameAs(second);
    }

    @Test
    void aPrimaryStartedAnewBetweenTwoTicksLeadsAgain() {
        startAll();
        election.tick();
        first.die();
        start(first);
        election.tick();
        assertThat(election.primary()).isSameAs(first);
        assertThat(first.writable).isTrue();
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            election.tick();
        }
    }

    private void startAll() {
        members.forEach(this::start);
    }

    private boolean start(FakeMember member) {
        boolean wholeLog = election.starts(member);
        member.alive = true;
        member.answers = true;
        return wholeLog;
    }
}
