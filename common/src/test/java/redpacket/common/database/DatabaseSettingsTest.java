package redpacket.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.common.process.ProcessSettings;

class DatabaseSettingsTest {
    private static final ProcessSettings.Database USERS = new ProcessSettings.Database("app", "a", "owner", "o");

    @Test
    void hasDefaults() {
        assertThat(DatabaseSettings.of("set-1", "grab-1", List.of("db:1"), "packets", USERS))
                .isEqualTo(settings("db:1", 10, 1_000));
    }

    @Test
    void everyUrlNamesOneHostAndItsTimeouts() {
        String url = settings("db:1", 10, 1_000).urlOf("db:1", Duration.ofSeconds(7));
        assertThat(url)
                .startsWith("jdbc:mysql://db:1/packets?")
                .contains("connectTimeout=1000", "socketTimeout=7000", "connectionTimeZone=UTC")
                .doesNotContain("autoReconnect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "db:", ":1", "http://db:1", "db:port"})
    void aMemberIsAHostAndAPort(String member) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(member, 10, 1_000))
                .withMessageContaining("host:port");
    }

    @Test
    void refusesAnEmptyGroupAnEmptyPoolAndNoTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSettings.of("set-1", "grab-1", List.of(), "packets", USERS));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("db:1", 0, 1_000));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("db:1", 10, 0));
    }

    private static DatabaseSettings settings(String member, int poolSizeMax, long acquireMillis) {
        return new DatabaseSettings(
                "set-1",
                "grab-1",
                List.of(member),
                "packets",
                USERS,
                poolSizeMax,
                Duration.ofSeconds(1),
                Duration.ofMillis(acquireMillis),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                12,
                Duration.ofMillis(500),
                Duration.ofSeconds(1));
    }
}
