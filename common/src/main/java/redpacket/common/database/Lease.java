package redpacket.common.database;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import org.springframework.jdbc.core.JdbcTemplate;

/** Work that one process at a time may do, by a row in the schema that the work is on. */
public final class Lease {
    private final LockProvider provider;
    private final String name;
    private final Duration atMost;

    public Lease(MemberGroup group, String name, Duration atMost) {
        this.provider = new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                .withJdbcTemplate(new JdbcTemplate(group.primary()))
                .usingDbTime()
                .build());
        this.name = name;
        this.atMost = atMost;
    }

    /** Runs the work if the lease is free, and gives it back. Whether it ran. */
    public boolean runIfFree(Runnable work) {
        Optional<SimpleLock> lock = provider.lock(new LockConfiguration(Instant.now(), name, atMost, Duration.ZERO));
        if (lock.isEmpty()) {
            return false;
        }
        try {
            work.run();
        } finally {
            lock.get().unlock();
        }
        return true;
    }
}
