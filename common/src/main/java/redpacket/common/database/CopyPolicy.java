package redpacket.common.database;

import java.sql.Connection;
import java.sql.SQLException;

/** How a primary guarantees that a second machine has each commit, and how a client verifies it. */
sealed interface CopyPolicy permits SemiSync, GroupReplication {
    /** The policy by its name in {@code redpacket.database.copy-policy}. */
    static CopyPolicy named(String name) {
        return name.equals("group") ? new GroupReplication() : new SemiSync();
    }

    /** The state of the primary that this connection leads to. One round trip. */
    State read(Connection primary) throws SQLException;

    /**
     * What a primary says about copies of its commits.
     *
     * @param enforced a commit waits for a second copy
     * @param acknowledging members that are registered to acknowledge; a dead one may still count
     * @param evidence a number that changes when a commit may have ended without a second copy
     * @param commits with a second copy since the primary started
     */
    record State(boolean enforced, int acknowledging, long evidence, long commits) {
        /** The state of a member that is no primary, or did not answer. */
        static final State NONE = new State(false, 0, 0, 0);

        /** Whether a commit may begin. */
        boolean acceptsCommits() {
            return enforced && acknowledging > 0;
        }

        /**
         * Whether every commit between that state and this one has a second copy. Evidence that went back shows a
         * restart of the server, which proves nothing.
         */
        boolean provesCommitsSince(State before) {
            return enforced && before.enforced && evidence == before.evidence;
        }
    }
}
