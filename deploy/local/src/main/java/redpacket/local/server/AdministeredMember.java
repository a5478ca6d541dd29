package redpacket.local.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.local.election.Candidate;
import redpacket.local.election.GtidSet;

/** A member of a group through its administrator's connection. Not thread-safe. */
public abstract class AdministeredMember implements Candidate {
    /** Short: a member that hangs must not hold up the choice of another. */
    private static final int CONNECT_MILLIS_MAX = 1_500;

    private static final int ANSWER_MILLIS_MAX = 3_000;

    private final String name;
    private final String host;
    private final int port;
    private final Replication replication;
    private final Credentials credentials;
    private @Nullable Connection admin;

    protected AdministeredMember(String name, String host, int port, Replication replication, Credentials credentials) {
        this.name = name;
        this.host = host;
        this.port = port;
        this.replication = replication;
        this.credentials = credentials;
    }

    @Override
    public final String name() {
        return name;
    }

    public final String host() {
        return host;
    }

    public final int port() {
        return port;
    }

    public final String address() {
        return host + ":" + port;
    }

    public final Credentials credentials() {
        return credentials;
    }

    /** Whether it lets an administrator in. */
    @Override
    public final boolean answers() {
        try {
            if (admin().isValid(1)) {
                return true;
            }
        } catch (SQLException e) {
            // Below.
        }
        disconnect();
        return false;
    }

    @Override
    public final String source() throws SQLException {
        return ask(replication::source);
    }

    @Override
    public final GtidSet executed() throws SQLException {
        return ask(replication::executed);
    }

    @Override
    public final GtidSet held() throws SQLException {
        return ask(replication::held);
    }

    @Override
    public final void applyAll() throws SQLException {
        tell(replication::applyReceived);
    }

    @Override
    public void lead() throws SQLException {
        tell(replication::promote);
    }

    @Override
    public final void follow(Candidate leader) throws SQLException {
        AdministeredMember primary = (AdministeredMember) leader;
        tell(connection -> {
            if (!replication.isFollowing(connection, primary.host, primary.port)) {
                replication.follow(connection, primary.host, primary.port, credentials);
            }
        });
    }

    @Override
    public final Following following() throws SQLException {
        return ask(replication::following);
    }

    @Override
    public final void resume() throws SQLException {
        tell(replication::resume);
    }

    @Override
    public final Commits repairAsLeader() throws SQLException {
        return ask(connection -> replication.commits(connection, replication.repairPrimary(connection)));
    }

    @Override
    public final int releaseCommits() throws SQLException {
        return ask(replication::releaseCommits);
    }

    @Override
    public final List<String> repairAsReplica() throws SQLException {
        return ask(replication::repairReplica);
    }

    /** Whether it is writable now; a member that does not answer is not known to be. */
    public final boolean isWritable() {
        try {
            return "0".equals(Sql.value(admin(), "SELECT @@global.read_only"));
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Order {
        void give(Connection connection) throws SQLException;
    }

    /** A connection on which something failed is in an unknown state: the next question gets a new one. */
    final <T> T ask(Question<T> question) throws SQLException {
        try {
            return question.ask(admin());
        } catch (SQLException e) {
            disconnect();
            throw new SQLException(name + ": " + e.getMessage(), e);
        }
    }

    private void tell(Order order) throws SQLException {
        ask(connection -> {
            order.give(connection);
            return true;
        });
    }

    public final Connection connect(int answerMillisMax) throws SQLException {
        return Sql.connect(host, port, Credentials.ADMIN, credentials.adminPassword(), answerMillisMax);
    }

    private Connection admin() throws SQLException {
        Connection current = admin;
        if (current == null || current.isClosed()) {
            current = connect(CONNECT_MILLIS_MAX);
            current.setNetworkTimeout(Runnable::run, ANSWER_MILLIS_MAX);
            admin = current;
        }
        return current;
    }

    protected final void disconnect() {
        Connection current = admin;
        admin = null;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException ignored) {
                // The connection is closed already.
            }
        }
    }
}
