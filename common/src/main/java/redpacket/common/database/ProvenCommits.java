package redpacket.common.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a primary whose {@code commit} returns only when a second copy is proved; otherwise it throws, and
 * the outcome is unknown. The proof costs one round trip after the commit.
 */
final class ProvenCommits implements InvocationHandler {
    /** SQL's state for a transaction whose outcome is unknown. */
    private static final String RESOLUTION_UNKNOWN = "08007";

    private static final String NOT_CONNECTED = "08001";

    private final Connection connection;
    private final Member member;

    private ProvenCommits(Connection connection, Member member) {
        this.connection = connection;
        this.member = member;
    }

    static Connection of(Connection connection, Member member) {
        return (Connection) Proxy.newProxyInstance(
                ProvenCommits.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ProvenCommits(connection, member));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("commit")) {
            commit();
            return null;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void commit() throws SQLException {
        // Past the pool's wrapper, which would take a query after the commit for an unfinished transaction.
        Connection server = connection.unwrap(Connection.class);
        // An older state can only be stricter. Without one, as after a probe that failed, the server is asked.
        CopyPolicy.State known = member.copies();
        CopyPolicy.State before = known.enforced() ? known : member.readCopies(server);
        if (!before.enforced()) {
            // Nothing is sent. The caller rolls back, and nothing has happened.
            throw new SQLTransientConnectionException(
                    member.address() + " would commit without proof of a second copy: " + before, NOT_CONNECTED);
        }
        connection.commit();
        CopyPolicy.State after = member.readCopies(server);
        if (!after.provesCommitsSince(before)) {
            throw new SQLTransientConnectionException(
                    member.address() + " committed without proof of a second copy: before " + before + ", after "
                            + after,
                    RESOLUTION_UNKNOWN);
        }
    }
}
