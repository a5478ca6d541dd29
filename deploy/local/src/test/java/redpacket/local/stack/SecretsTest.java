package redpacket.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path directory;

    @Test
    void replicationsPasswordIsNoLongerThanMySqlTakes() {
        Secrets secrets = Secrets.loadOrMake(new StateDirectory(directory.resolve("state")));

        assertThat(secrets.credentials().replicationPassword())
                .hasSize(Secrets.REPLICATION_PASSWORD_LENGTH_MAX)
                .isNotEqualTo(secrets.get("admin").substring(0, Secrets.REPLICATION_PASSWORD_LENGTH_MAX));
    }

    @Test
    void whatIsGivenTakesThePlaceOfWhatIsRandom() {
        StateDirectory state = new StateDirectory(directory.resolve("state"));

        Secrets secrets = Secrets.loadOrMake(state, Map.of("keystore", "given"));

        assertThat(secrets.get("keystore")).isEqualTo("given");
        assertThat(Secrets.load(state).get("keystore")).isEqualTo("given");
        assertThat(Secrets.loadOrMake(state, Map.of("keystore", "later")).get("keystore"))
                .as("made once")
                .isEqualTo("given");
    }
}
