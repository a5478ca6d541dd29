package redpacket.local.server;

import java.sql.SQLException;

/** A member as leadership sees it: what it holds, and the orders that it takes. */
interface Candidate {
    String name();

    /** Whether its process runs; one that is slow, or stopped, runs. */
    boolean isAlive();

    boolean answers();

    /** The number of the last transaction that it holds, applied or only received. */
    long holds() throws SQLException;

    /** Applies what it holds; throws where that does not succeed within a bounded wait. */
    void applyAll() throws SQLException;

    void lead() throws SQLException;

    void follow(Candidate leader) throws SQLException;

    boolean isFollowing() throws SQLException;
}
