package redpacket.local.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redpacket.local.election.Candidate;
import redpacket.local.election.GtidSet;

/** Replication of one engine by SQL alone, as the admin user, wherever the server runs. */
public abstract class Replication {
    /** Semi-sync waits for days rather than give up. */
    private static final String TIMEOUT_MILLIS = "1000000000";

    private static final String WAIT_POINT = "AFTER_SYNC";

    private final String primaryWord;
    private final String replicaWord;

    /**
     * @param primaryWord in names of variables and columns: master or source
     * @param replicaWord in names of variables and columns: slave or replica
     */
    Replication(String primaryWord, String replicaWord) {
        this.primaryWord = primaryWord;
        this.replicaWord = replicaWord;
    }

    /** The source of the transactions that this server writes itself. */
    public abstract String source(Connection admin) throws SQLException;

    public abstract GtidSet executed(Connection admin) throws SQLException;

    /** What it has received and may not have applied. */
    abstract GtidSet received(Connection admin) throws SQLException;

    /** Applies what was received, and receives no more; throws where that does not succeed within a bounded wait. */
    public abstract void applyReceived(Connection admin) throws SQLException;

    /** Makes the member follow a primary, also where the member was the primary before. */
    public abstract void follow(Connection admin, String host, int port, Credentials credentials) throws SQLException;

    /** Statements that let users write. */
    abstract String[] makeWritable();

    public GtidSet held(Connection admin) throws SQLException {
        return executed(admin).union(received(admin));
    }

    /** Ends following and lets it be written to. */
    public void promote(Connection admin) throws SQLException {
        Sql.run(admin, "STOP REPLICA", "RESET REPLICA ALL");
        // Before the first write, so that none is ever taken with one copy.
        repairPrimary(admin);
        Sql.run(admin, makeWritable());
    }

    public Candidate.Following following(Connection admin) throws SQLException {
        Map<String, String> status = status(admin);
        String lag = status.getOrDefault("seconds_behind_" + primaryWord, "");
        String error = status.getOrDefault("last_sql_error", "");
        return new Candidate.Following(
                "Yes".equals(ioThread(status)),
                "Yes".equals(applier(status)),
                error.isEmpty() ? status.getOrDefault("last_io_error", "") : error,
                lag.isEmpty() ? null : Long.valueOf(lag));
    }

    /** Whether it follows this primary. */
    public boolean isFollowing(Connection admin, String host, int port) throws SQLException {
        Map<String, String> status = status(admin);
        return "Yes".equals(ioThread(status))
                && "Yes".equals(applier(status))
                && host.equals(status.get(primaryWord + "_host"))
                && Integer.toString(port).equals(status.get(primaryWord + "_port"));
    }

    /** Starts the threads that stand still. */
    public void resume(Connection admin) throws SQLException {
        Map<String, String> status = status(admin);
        if ("No".equals(applier(status))) {
            Sql.run(admin, "START REPLICA SQL_THREAD");
        }
        if ("No".equals(ioThread(status))) {
            Sql.run(admin, "START REPLICA IO_THREAD");
        }
    }

    static Map<String, String> status(Connection admin) throws SQLException {
        return Sql.row(admin, "SHOW REPLICA STATUS");
    }

    String ioThread(Map<String, String> status) {
        return status.getOrDefault(replicaWord + "_io_running", "");
    }

    String applier(Map<String, String> status) {
        return status.getOrDefault(replicaWord + "_sql_running", "");
    }

    /** Restores semi-sync on a primary; returns what was wrong. */
    public List<String> repairPrimary(Connection admin) throws SQLException {
        String prefix = "rpl_semi_sync_" + primaryWord + "_";
        List<String> wrong = new ArrayList<>();
        repair(admin, prefix + "timeout", TIMEOUT_MILLIS, wrong);
        repair(admin, prefix + "wait_point", WAIT_POINT, wrong);
        repair(admin, "sync_binlog", "1", wrong);
        repair(admin, prefix + "enabled", "1", wrong);
        return wrong;
    }

    /** Ends the wait of commits whose acknowledgement was lost, and their connections; how many. */
    abstract int releaseCommits(Connection admin) throws SQLException;

    /** Restores the acknowledgements of a replica; returns what was wrong. */
    public List<String> repairReplica(Connection admin) throws SQLException {
        List<String> wrong = new ArrayList<>();
        repair(admin, "rpl_semi_sync_" + replicaWord + "_enabled", "1", wrong);
        if (!wrong.isEmpty()) {
            // It registers for acknowledgements when it connects.
            Sql.run(admin, "STOP REPLICA IO_THREAD", "START REPLICA IO_THREAD");
        }
        return wrong;
    }

    private static void repair(Connection admin, String variable, String right, List<String> wrong)
            throws SQLException {
        String value = Sql.value(admin, "SELECT @@global." + variable);
        if (!right.equals(value)) {
            Sql.run(admin, "SET GLOBAL " + variable + " = " + right);
            wrong.add(variable + " was " + value + " and is " + right + " again");
        }
    }

    /** The counters of semi-sync on a primary. */
    public Candidate.Commits commits(Connection admin, List<String> repaired) throws SQLException {
        String prefix = "Rpl_semi_sync_" + primaryWord + "_";
        return new Candidate.Commits(
                repaired, counter(admin, prefix + "wait_sessions"), counter(admin, prefix + "yes_tx"));
    }

    private static long counter(Connection admin, String name) throws SQLException {
        String value = Sql.row(admin, "SHOW STATUS LIKE '" + name + "'").get("value");
        return value == null ? 0 : Long.parseLong(value);
    }
}
