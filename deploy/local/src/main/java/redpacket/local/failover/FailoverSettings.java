package redpacket.local.failover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redpacket.local.server.Credentials;

/**
 * The settings of the failover controller, from its environment.
 *
 * @param groups from FAILOVER_GROUPS, such as {@code set-1:packets accounts:accounts_1,accounts_2}; the members of a
 *     group are the hosts GROUP-db-1, GROUP-db-2, GROUP-db-3
 * @param kafka from KAFKA, host:port
 * @param partitions from FAILOVER_PARTITIONS, of the topic packet-events; 1 to 1000
 * @param port from FAILOVER_PORT, where readiness and the JWK set are served
 * @param state from FAILOVER_STATE, a directory
 */
record FailoverSettings(
        List<Group> groups, String kafka, int partitions, int port, Path state, Credentials credentials) {
    static final int MEMBERS = 3;
    static final int MEMBER_PORT = 3306;
    private static final int PARTITIONS_MAX = 1_000;

    FailoverSettings {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("FAILOVER_GROUPS: at least one group");
        }
        if (!kafka.matches("[^:/]+:\\d+")) {
            throw new IllegalArgumentException("KAFKA: host:port, not " + kafka);
        }
        if (partitions < 1 || partitions > PARTITIONS_MAX) {
            throw new IllegalArgumentException("FAILOVER_PARTITIONS: 1 to " + PARTITIONS_MAX);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("FAILOVER_PORT: 0 to 65535");
        }
    }

    /** A member group and its schemas. */
    record Group(String name, List<String> schemas) {
        Group {
            schemas = List.copyOf(schemas);
            if (!name.matches("[a-z0-9-]+") || schemas.isEmpty()) {
                throw new IllegalArgumentException("FAILOVER_GROUPS: NAME:SCHEMA,SCHEMA…");
            }
            for (String schema : schemas) {
                if (!schema.matches("[a-z0-9_]+")) {
                    throw new IllegalArgumentException("FAILOVER_GROUPS: " + schema + " is no schema's name");
                }
            }
        }

        List<String> members() {
            return IntStream.rangeClosed(1, MEMBERS)
                    .mapToObj(member -> name + "-db-" + member + ":" + MEMBER_PORT)
                    .toList();
        }
    }

    static FailoverSettings of(Map<String, String> environment) {
        return new FailoverSettings(
                groups(required(environment, "FAILOVER_GROUPS")),
                required(environment, "KAFKA"),
                number(environment, "FAILOVER_PARTITIONS", "8"),
                number(environment, "FAILOVER_PORT", "19000"),
                Path.of(environment.getOrDefault("FAILOVER_STATE", "/state")),
                new Credentials(
                        required(environment, "DATABASE_ADMIN_PASSWORD"),
                        required(environment, "DATABASE_OWNER_PASSWORD"),
                        required(environment, "DATABASE_APP_PASSWORD"),
                        required(environment, "DATABASE_REPLICATION_PASSWORD")));
    }

    private static List<Group> groups(String text) {
        List<Group> groups = new ArrayList<>();
        for (String word : text.trim().split("\\s+")) {
            String[] parts = word.split(":");
            groups.add(new Group(parts[0], parts.length == 2 ? List.of(parts[1].split(",")) : List.of()));
        }
        return groups;
    }

    private static int number(Map<String, String> environment, String name, String otherwise) {
        String text = environment.getOrDefault(name, otherwise);
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is a number, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is needed in the environment");
        }
        return value;
    }
}
