package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private final FakeMember first = new FakeMember("db-1");
    private final FakeMember second = new FakeMember("db-2");
    private final FakeMember third = new FakeMember("db-3");
    private final FakeMemory memory = new FakeMemory();
    private final AtomicLong nanos = new AtomicLong();
    private final Leadership<FakeMember> leadership =
            new Leadership<>(List.of(first, second, third), memory, nanos::get);

    @Test
    void ofEqualsTheLastPrimaryLeadsAndTheOthersFollow() {
        memory.name = "db-2";
        startAll();
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(second);
        assertThat(List.of(first, third)).allMatch(member -> "db-2".equals(member.leader));
        assertThat(leadership.isSettled()).isTrue();
    }

    @Test
    void theOneThatHoldsMostLeadsAndIsRemembered() {
        startAll();
        third.holds = 9;
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(third);
        assertThat(memory.name).isEqualTo("db-3");
    }

    @Test
    void oneAloneNeverLeadsHoweverLongItWaits() {
        start(second);
        nanos.addAndGet(10 * Leadership.YOUNG_NANOS);
        leadership.tick();
        assertThat(leadership.primary()).isNull();
        assertThat(second.writable).isFalse();
    }

    @Test
    void aPrimaryThatIsOnlySlowLeadsOn() {
        startAll();
        leadership.tick();
        first.answers = false;
        nanos.addAndGet(10 * Leadership.YOUNG_NANOS);
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(first);
        assertThat(second.writable).isFalse();
    }

    @Test
    void whenThePrimaryIsGoneTheFurthestReplicaLeadsInTheSameTick() {
        startAll();
        leadership.tick();
        first.die();
        second.holds = 4;
        third.holds = 5;
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(third);
        assertThat(second.leader).isEqualTo("db-3");
    }

    @Test
    void aReplicaThatIsSlowToAnswerIsWaitedForAsLongAsTheStateIsYoung() {
        startAll();
        third.answers = false;
        leadership.tick();
        assertThat(leadership.primary()).isNull();
        nanos.addAndGet(Leadership.YOUNG_NANOS);
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(first);
    }

    @Test
    void whoHoldsMostAndCannotApplyItKeepsTheOthersFromLeadingWithLess() {
        startAll();
        second.holds = 7;
        second.applies = false;
        nanos.addAndGet(Leadership.YOUNG_NANOS);
        leadership.tick();
        assertThat(leadership.primary()).isNull();
        assertThat(List.of(first, second, third)).noneMatch(member -> member.writable);
        second.applies = true;
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(second);
    }

    @Test
    void anOldPrimaryComesBackWithoutItsTailOnceAnotherLeads() {
        startAll();
        leadership.tick();
        first.die();
        leadership.tick();
        assertThat(start(first)).as("keeps its whole log").isFalse();
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(second);
        assertThat(first.leader).isEqualTo("db-2");
        assertThat(leadership.isSettled()).isTrue();
    }

    @Test
    void theLastPrimaryKeepsItsWholeLogWhileNobodyLeads() {
        startAll();
        leadership.tick();
        first.die();
        second.die();
        leadership.tick();
        assertThat(leadership.primary()).isNull();
        assertThat(start(first)).as("keeps its whole log").isTrue();
        first.holds = 3;
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(first);
    }

    @Test
    void theLastPrimaryOnItsWayBackWithItsWholeLogIsWaitedFor() {
        startAll();
        leadership.tick();
        first.die();
        assertThat(start(first)).isTrue();
        first.answers = false;
        nanos.addAndGet(10 * Leadership.YOUNG_NANOS);
        leadership.tick();
        assertThat(leadership.primary()).isNull();
        first.answers = true;
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(first);
    }

    @Test
    void aPrimaryStartedAnewBetweenTwoTicksLeadsAgain() {
        startAll();
        leadership.tick();
        first.die();
        start(first);
        leadership.tick();
        assertThat(leadership.primary()).isSameAs(first);
        assertThat(first.writable).isTrue();
    }

    @Test
    void anOrderThatFailsIsGivenAgain() {
        startAll();
        second.failures = 1;
        leadership.tick();
        assertThat(leadership.isSettled()).isFalse();
        leadership.tick();
        assertThat(leadership.isSettled()).isTrue();
    }

    private void startAll() {
        start(first);
        start(second);
        start(third);
    }

    private boolean start(FakeMember member) {
        boolean wholeLog = leadership.starts(member);
        member.alive = true;
        member.answers = true;
        return wholeLog;
    }

    private static final class FakeMemory implements Leadership.Memory {
        private String name = "db-1";

        @Override
        public String lastPrimary() {
            return name;
        }

        @Override
        public void remember(String primary) {
            name = primary;
        }
    }

    private static final class FakeMember implements Candidate {
        private final String name;
        private boolean alive;
        private boolean answers;
        private boolean applies = true;
        private boolean writable;
        private long holds;
        private int failures;
        private @Nullable String leader;

        FakeMember(String name) {
            this.name = name;
        }

        void die() {
            alive = false;
            answers = false;
            writable = false;
            leader = null;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public boolean answers() {
            return answers;
        }

        @Override
        public long holds() {
            return holds;
        }

        @Override
        public void applyAll() throws SQLException {
            if (!applies) {
                throw new SQLException("its applier stands still");
            }
        }

        @Override
        public void lead() {
            writable = true;
        }

        @Override
        public void follow(Candidate primary) throws SQLException {
            if (failures > 0) {
                failures--;
                throw new SQLException("not now");
            }
            leader = primary.name();
        }

        @Override
        public boolean isFollowing() {
            return leader != null;
        }
    }
}
