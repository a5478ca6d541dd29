package redpacket.common.database;

import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a schema to the version that this build needs, on the primary, as the owner of the schema. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final Duration PRIMARY_WAIT = Duration.ofSeconds(60);
    /** A migration may rewrite a table. */
    private static final Duration STATEMENT_WAIT = Duration.ofMinutes(10);

    private Migrations() {}

    /**
     * Runs what is missing of {@code classpath:location}; {@code ${app}} in it stands for the application's user. Two
     * processes may run it at once: one waits for the other.
     */
    public static void run(MemberGroup group, DatabaseSettings settings, String location) {
        String address = primaryOf(group, settings);
        try {
            int done = Flyway.configure()
                    .dataSource(
                            settings.urlOf(address, STATEMENT_WAIT),
                            settings.users().ownerUsername(),
                            settings.users().ownerPassword())
                    .locations("classpath:" + location)
                    .placeholders(Map.of("app", settings.users().username()))
                    .connectRetries(0)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            LOG.info("{}: {} migrations run from {}", settings.name(), done, location);
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    settings.name() + ": the schema " + settings.schema() + " on " + address
                            + " cannot be migrated from " + location
                            + ". Read the cause; mend the schema, or the migration, and start again.",
                    e);
        }
    }

    private static String primaryOf(MemberGroup group, DatabaseSettings settings) {
        try {
            if (group.awaitPrimary(PRIMARY_WAIT)) {
                String primary = group.status().primary();
                if (primary != null) {
                    return primary;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(settings.name() + ": none of " + settings.members()
                + " is a primary that user " + settings.users().username()
                + " can reach. Start the servers, or make one of them writable.");
    }
}
