package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.local.server.MemberServers;
import redpacket.local.server.TestServers;

/** Without a fresh replica all reads go to the primary, and leave the writers their connections. */
class ReadsOnThePrimaryIT {
    @Test
    void aReaderTakesNoConnectionFromAWriter() throws Exception {
        List<Connection> borrowed = new ArrayList<>();
        try (TestServers servers = new TestServers()) {
            MemberServers members = servers.memberGroup(TestSet.NAME, TestSet.SCHEMA);
            int port = Objects.requireNonNull(members.primary()).port();
            // The group knows the primary only, so there is no replica to read.
            DatabaseSettings settings = TestSet.settings(List.of("127.0.0.1:" + port));
            try (MemberGroup group = MemberGroup.open(settings, new SimpleMeterRegistry())) {
                assertThat(group.awaitPrimary(Duration.ofSeconds(30))).isTrue();
                for (int i = 0; i < DatabaseSettings.POOL_SIZE_MAX_DEFAULT / 2; i++) {
                    borrowed.add(group.readable().getConnection());
                }
                assertThatExceptionOfType(SQLTransientConnectionException.class)
                        .isThrownBy(() -> borrowed.add(group.readable().getConnection()));
                for (int i = 0; i < DatabaseSettings.POOL_SIZE_MAX_DEFAULT; i++) {
                    borrowed.add(group.primary().getConnection());
                }
                assertThat(borrowed).allMatch(ReadsOnThePrimaryIT::isOpen);
            }
            assertThat(borrowed).noneMatch(ReadsOnThePrimaryIT::isOpen);
        }
    }

    private static boolean isOpen(Connection connection) {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }
}
