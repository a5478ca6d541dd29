package redpacket.local.election;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member as an election sees it: what it holds, and the orders that it takes. */
public interface Candidate {
    String name();

    /** Whether its process runs; a process that is slow or stopped runs. */
    boolean isAlive();

    boolean answers();

    /** The source of the transactions that it writes itself. */
    String source() throws SQLException;

    /** The transactions that it has applied. */
    GtidSet executed() throws SQLException;

    /** The transactions that it has applied or received. */
    GtidSet held() throws SQLException;

    /** Applies all that it has received, and receives no more. Throws where a bounded wait does not suffice. */
    void applyAll() throws SQLException;

    void lead() throws SQLException;

    /** Follows a leader that holds all that this member has applied. */
    void follow(Candidate leader) throws SQLException;

    Following following() throws SQLException;

    /** Starts the replication threads that stand still. */
    void resume() throws SQLException;

    /** Restores the rules for copies on a leader. */
    Commits repairAsLeader() throws SQLException;

    /**
     * Lets commits go on that wait for an acknowledgement which will never come; how many. Their callers get an error.
     * Only for a leader all of whose commits a replica has applied.
     */
    int releaseCommits() throws SQLException;

    /** Restores the rules for copies on a replica; what was wrong. */
    List<String> repairAsReplica() throws SQLException;

    /** Replaces its data by a copy of a donor's, which does not lead. The donor must be told to follow anew. */
    void rebuildFrom(Candidate donor) throws SQLException;

    /** Ends its process at once, so that it cannot be written to; false where that is not in our hands. */
    boolean fence();

    /**
     * How a replica follows.
     *
     * @param error of the thread that stands still; empty for none
     * @param lagSeconds null when it is not known
     */
    record Following(
            boolean receives,
            boolean applies,
            String error,
            @Nullable Long lagSeconds) {
        boolean isRunning() {
            return receives && applies;
        }
    }

    /**
     * Commits of a leader.
     *
     * @param repaired what was wrong with its rules for copies
     * @param waiting commits that wait for an acknowledgement now
     * @param acknowledged commits since its start
     */
    record Commits(List<String> repaired, long waiting, long acknowledged) {
        public Commits {
            repaired = List.copyOf(repaired);
        }
    }
}
