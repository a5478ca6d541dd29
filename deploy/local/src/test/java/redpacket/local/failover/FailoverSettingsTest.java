package redpacket.local.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FailoverSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "FAILOVER_GROUPS", "set-1:packets accounts:accounts_1,control",
            "KAFKA", "kafka:9092",
            "DATABASE_ADMIN_PASSWORD", "admin",
            "DATABASE_OWNER_PASSWORD", "owner",
            "DATABASE_APP_PASSWORD", "app",
            "DATABASE_REPLICATION_PASSWORD", "replication");

    @Test
    void everyValueIsMapped() {
        FailoverSettings settings = FailoverSettings.of(LEAST);

        assertThat(settings.groups())
                .containsExactly(
                        new FailoverSettings.Group("set-1", List.of("packets")),
                        new FailoverSettings.Group("accounts", List.of("accounts_1", "control")));
        assertThat(settings.groups().getFirst().members())
                .containsExactly("set-1-db-1:3306", "set-1-db-2:3306", "set-1-db-3:3306");
        assertThat(settings.kafka()).isEqualTo("kafka:9092");
        assertThat(settings.partitions()).isEqualTo(8);
        assertThat(settings.port()).isEqualTo(19_000);
        assertThat(settings.state()).hasToString("/state");
        assertThat(settings.credentials().replicationPassword()).isEqualTo("replication");
    }

    @Test
    void theGroupsOfTheComposeFileAreItsContainers() throws IOException {
        String compose = Files.readString(Path.of("../../docker-compose.yml"));
        Matcher groups = Pattern.compile("FAILOVER_GROUPS: \"(.*)\"").matcher(compose);
        assertThat(groups.find()).isTrue();
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put("FAILOVER_GROUPS", groups.group(1));

        FailoverSettings settings = FailoverSettings.of(environment);

        assertThat(settings.groups()).hasSize(3);
        for (FailoverSettings.Group group : settings.groups()) {
            for (String member : group.members()) {
                assertThat(compose).contains("\n  " + member.replace(":3306", ":") + "\n    <<: *member\n");
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        LEAST.keySet().forEach(name -> refused(name, ""));
        refused("FAILOVER_GROUPS", "set-1");
        refused("FAILOVER_GROUPS", "set-1:no such");
        refused("FAILOVER_GROUPS", "Set:packets");
        refused("KAFKA", "kafka");
        refused("FAILOVER_PARTITIONS", "0");
        refused("FAILOVER_PORT", "65536");
        refused("FAILOVER_PORT", "x");
    }

    private static void refused(String name, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(name, value);
        assertThatThrownBy(() -> FailoverSettings.of(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
