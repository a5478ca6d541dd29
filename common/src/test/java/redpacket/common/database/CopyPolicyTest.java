package redpacket.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopyPolicyTest {
    private static final CopyPolicy.State WELL = new CopyPolicy.State(true, 2, 7, 0);

    @Test
    void aCommitMayBeginWhereItWaitsForAMemberThatAcknowledges() {
        assertThat(WELL.acceptsCommits()).isTrue();
        assertThat(new CopyPolicy.State(false, 2, 7, 0).acceptsCommits()).isFalse();
        assertThat(new CopyPolicy.State(true, 0, 7, 0).acceptsCommits()).isFalse();
        assertThat(CopyPolicy.State.NONE.acceptsCommits()).isFalse();
    }

    @Test
    void aCommitIsProvedOnlyWhereNoCommitEndedWithoutACopyMeanwhile() {
        assertThat(WELL.provesCommitsSince(WELL)).isTrue();
        assertThat(new CopyPolicy.State(true, 0, 7, 0).provesCommitsSince(WELL))
                .as("the replica left after its acknowledgement")
                .isTrue();
        assertThat(new CopyPolicy.State(true, 2, 8, 0).provesCommitsSince(WELL))
                .as("the wait timed out, and a replica is back")
                .isFalse();
        assertThat(new CopyPolicy.State(false, 2, 7, 0).provesCommitsSince(WELL))
                .as("switched off")
                .isFalse();
        assertThat(WELL.provesCommitsSince(new CopyPolicy.State(false, 2, 7, 0)))
                .as("switched on during the commit")
                .isFalse();
        assertThat(new CopyPolicy.State(true, 2, 0, 0).provesCommitsSince(WELL))
                .as("the server restarted")
                .isFalse();
    }
}
