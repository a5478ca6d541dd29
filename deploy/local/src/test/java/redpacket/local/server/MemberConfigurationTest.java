package redpacket.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The containers' MySQL is set up as the local stack's, except for what a machine and a container differ in. */
class MemberConfigurationTest {
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "no-defaults",
            "basedir",
            "datadir",
            "plugin-dir",
            "lc-messages-dir",
            "user",
            "socket",
            "pid-file",
            "port",
            "bind-address",
            "server-id",
            "tls-version",
            "performance-schema",
            "innodb-redo-log-capacity",
            "innodb-buffer-pool-size");

    @Test
    void everythingElseIsTheSame() throws IOException {
        Map<String, Set<String>> local = options(new MySql(Path.of("/unpacked"), false)
                .command(Path.of("/data/member"), 3306, 1, true, 64).stream()
                        .filter(word -> word.startsWith("--") && !word.equals("--library-path"))
                        .map(word -> word.substring(2))
                        .toList());
        Map<String, Set<String>> container = options(Files.readAllLines(Path.of("../compose/member.cnf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("["))
                .toList());

        assertThat(container).isEqualTo(local);
        assertThat(container)
                .containsEntry("rpl-semi-sync-source-wait-point", Set.of("AFTER_SYNC"))
                .containsEntry("sync-binlog", Set.of("1"))
                .containsEntry("sync-relay-log", Set.of("1"))
                .containsEntry("super-read-only", Set.of("1"))
                .containsEntry("rpl-semi-sync-source-timeout", Set.of("1000000000"));
    }

    private static Map<String, Set<String>> options(List<String> words) {
        Map<String, Set<String>> options = new TreeMap<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (!OF_THE_MACHINE.contains(parts[0])) {
                options.computeIfAbsent(parts[0], name -> new TreeSet<>()).add(parts.length == 2 ? parts[1] : "");
            }
        }
        return options;
    }
}
