package redpacket.local.stack;

import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * The flags of {@code up}.
 *
 * @param database mariadb or mysql
 * @param replication semi-sync, or group for Group Replication, which needs mysql
 * @param instances processes each of packet-service, account-service and notify-service
 * @param sets packet sets
 * @param freePorts use a free port for every process
 * @param serversOnly start databases, Redis and Kafka without the services
 */
public record StackOptions(
        String database,
        String replication,
        int gateways,
        int instances,
        int sets,
        String bind,
        int httpsPort,
        int opsPort,
        boolean freePorts,
        boolean serversOnly) {
    public static final StackOptions DEFAULT =
            new StackOptions("mariadb", "semi-sync", 1, 1, 2, "127.0.0.1", 8443, 9443, false, false);

    private static final int PORT_MAX = 65_535;

    public StackOptions {
        if (!database.equals("mariadb") && !database.equals("mysql")) {
            throw new IllegalArgumentException("--database is mariadb or mysql, not " + database);
        }
        if (!replication.equals("semi-sync") && !replication.equals("group")) {
            throw new IllegalArgumentException("--replication is semi-sync or group, not " + replication);
        }
        if (replication.equals("group") && !database.equals("mysql")) {
            throw new IllegalArgumentException("--replication group needs --database mysql");
        }
        if (gateways < 1 || gateways > 4) {
            throw new IllegalArgumentException("--gateways is 1 to 4, not " + gateways);
        }
        if (instances < 1 || instances > 3) {
            throw new IllegalArgumentException("--instances is 1 to 3, not " + instances);
        }
        if (sets < 1 || sets > 4) {
            throw new IllegalArgumentException("--sets is 1 to 4, not " + sets);
        }
        if (!freePorts) {
            requirePorts(httpsPort, opsPort, gateways);
        }
    }

    /** Each gateway has the next of each. */
    private static void requirePorts(int httpsPort, int opsPort, int gateways) {
        for (int port : new int[] {httpsPort, opsPort}) {
            if (port < 1 || port + gateways - 1 > PORT_MAX) {
                throw new IllegalArgumentException("a port is 1 to " + PORT_MAX + ", not " + port);
            }
        }
        if (Math.abs(httpsPort - opsPort) < gateways) {
            throw new IllegalArgumentException("--https-port " + httpsPort + " and --ops-port " + opsPort
                    + " meet: each gateway needs one of each");
        }
    }

    /** The name of the database engine with its replication. */
    public String engine() {
        return replication.equals("group") ? database + "-group" : database;
    }

    public static StackOptions from(Properties values) {
        return new StackOptions(
                values.getProperty("database", DEFAULT.database),
                values.getProperty("replication", DEFAULT.replication),
                Integer.parseInt(values.getProperty("gateways", "1")),
                Integer.parseInt(values.getProperty("instances", "1")),
                Integer.parseInt(values.getProperty("sets", "2")),
                values.getProperty("bind", DEFAULT.bind),
                Integer.parseInt(values.getProperty("https-port", "8443")),
                Integer.parseInt(values.getProperty("ops-port", "9443")),
                Boolean.parseBoolean(values.getProperty("free-ports", "false")),
                Boolean.parseBoolean(values.getProperty("servers-only", "false")));
    }

    /** The names of the processes of a service: {@code packet}, {@code packet-2} and so on. */
    public List<String> instancesOf(String service) {
        return IntStream.rangeClosed(1, instances)
                .mapToObj(number -> number == 1 ? service : service + "-" + number)
                .toList();
    }

    public Properties toProperties() {
        Properties values = new Properties();
        values.setProperty("database", database);
        values.setProperty("replication", replication);
        values.setProperty("gateways", Integer.toString(gateways));
        values.setProperty("instances", Integer.toString(instances));
        values.setProperty("sets", Integer.toString(sets));
        values.setProperty("bind", bind);
        values.setProperty("https-port", Integer.toString(httpsPort));
        values.setProperty("ops-port", Integer.toString(opsPort));
        values.setProperty("free-ports", Boolean.toString(freePorts));
        values.setProperty("servers-only", Boolean.toString(serversOnly));
        return values;
    }
}
