package redpacket.common.database;

import java.time.Duration;
import java.util.List;
import redpacket.common.process.ProcessSettings;

/**
 * How a process reaches a member group.
 *
 * @param name of the group and the schema, for logs, metrics and pool names
 * @param processName names this process in {@code heartbeats}
 * @param members host:port of each member, in no order
 * @param poolSizeMax connections to one member; half as many further ones for reads while no replica is fresh
 * @param acquireTimeout longest wait for a connection of the pool
 * @param socketTimeout longest wait for an answer; the outcome is then unknown. The server must have no statement
 *     time-out: it would end the wait for a second copy and report success
 * @param heartbeatEvery between two heartbeats
 * @param heartbeatLateAfter an acknowledgement later than this means that commits cannot reach a replica
 * @param heartbeatRowsMax rows of this process in {@code heartbeats}, so commits of heartbeats that may hang at once
 * @param probeEvery between two probes of a member
 * @param replicaLagMax a replica further behind is not read
 */
public record DatabaseSettings(
        String name,
        String processName,
        List<String> members,
        String schema,
        ProcessSettings.Database users,
        int poolSizeMax,
        Duration connectTimeout,
        Duration acquireTimeout,
        Duration socketTimeout,
        Duration heartbeatEvery,
        Duration heartbeatLateAfter,
        int heartbeatRowsMax,
        Duration probeEvery,
        Duration replicaLagMax) {
    public static final int POOL_SIZE_MAX_DEFAULT = 10;
    private static final int HEARTBEAT_ROWS_MAX_DEFAULT = 12;

    public DatabaseSettings {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException(name + ": a member group has at least one member");
        }
        for (String member : members) {
            if (!member.matches("[^:/]+:\\d+")) {
                throw new IllegalArgumentException(name + ": a member is host:port, not " + member);
            }
        }
        if (poolSizeMax < 1) {
            throw new IllegalArgumentException(name + ": the pool holds at least one connection");
        }
        if (heartbeatRowsMax < 2) {
            throw new IllegalArgumentException(name + ": a heartbeat that hangs needs a second row");
        }
        requirePositive(connectTimeout, acquireTimeout, socketTimeout);
        requirePositive(heartbeatEvery, heartbeatLateAfter, probeEvery, replicaLagMax);
    }

    public static DatabaseSettings of(
            String name, String processName, List<String> members, String schema, ProcessSettings.Database users) {
        return new DatabaseSettings(
                name,
                processName,
                members,
                schema,
                users,
                POOL_SIZE_MAX_DEFAULT,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                HEARTBEAT_ROWS_MAX_DEFAULT,
                Duration.ofMillis(500),
                Duration.ofSeconds(1));
    }

    /** The database of a packet set, as this process uses it. */
    public static DatabaseSettings ofSet(ProcessSettings process, ProcessSettings.PacketSet set) {
        return of(set.name(), process.instance().name(), set.members(), set.schema(), process.database());
    }

    /** A schema on the account set, as this process uses it. */
    public static DatabaseSettings ofAccounts(ProcessSettings process, String schema) {
        return of(schema, process.instance().name(), process.accounts().members(), schema, process.database());
    }

    private static void requirePositive(Duration... durations) {
        for (Duration duration : durations) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a time-out is positive, not " + duration);
            }
        }
    }

    /**
     * The JDBC URL of one member. One host, every time-out set, and nothing that reconnects or fails over by itself:
     * two statements of a transaction must never meet two servers.
     */
    String urlOf(String member, Duration socketTimeout) {
        return "jdbc:mysql://" + member + "/" + schema
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                + "&connectTimeout=" + connectTimeout.toMillis()
                + "&socketTimeout=" + socketTimeout.toMillis()
                + "&rewriteBatchedStatements=true&useServerPrepStmts=false&cachePrepStmts=true"
                + "&prepStmtCacheSize=64&prepStmtCacheSqlLimit=4096"
                + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=false&preserveInstants=true"
                + "&tcpKeepAlive=true&tcpNoDelay=true&characterEncoding=UTF-8&cacheServerConfiguration=true"
                + "&useLocalSessionState=true&elideSetAutoCommits=true&maintainTimeStats=false";
    }
}
