package redpacket.local.server;

import java.io.IOException;

/** The database servers that a stack can run on. */
public final class DatabaseEngines {
    private DatabaseEngines() {}

    /** mariadb, or mysql. */
    public static DatabaseEngine named(String name, ServerFiles files) {
        return switch (name) {
            case "mariadb" -> new MariaDb(files);
            case "mysql" -> mySql(files);
            default -> throw new IllegalArgumentException("a database is mariadb or mysql, not " + name);
        };
    }

    private static MySql mySql(ServerFiles files) {
        try {
            return new MySql(new MySqlPackages(files.cache()).unpacked());
        } catch (IOException e) {
            throw new IllegalStateException("MySQL is not to be had: " + e.getMessage(), e);
        }
    }
}
