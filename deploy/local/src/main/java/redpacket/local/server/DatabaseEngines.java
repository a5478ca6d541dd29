package redpacket.local.server;

/** The database servers that a stack can run on. */
public final class DatabaseEngines {
    private DatabaseEngines() {}

    /** mariadb, or mysql. */
    public static DatabaseEngine named(String name, ServerFiles files) {
        return switch (name) {
            case "mariadb" -> new MariaDb(files);
            default -> throw new IllegalArgumentException("a database is mariadb, not " + name);
        };
    }
}
