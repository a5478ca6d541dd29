package redpacket.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import redpacket.local.api.ControlClient;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.StateDirectory;

/** The life of a stack, told through its commands; servers only, for services have tests of their own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> GROUPS = List.of("set-1", "set-2", "accounts");
    private static final int SERVERS = 12;

    @TempDir
    static Path temporary;

    private static StateDirectory state;

    private record Said(int status, String text) {}

    @BeforeAll
    static void up() throws Exception {
        state = new StateDirectory(temporary.resolve("state"));
        assertThat(say("up", "--servers-only", "--free-ports", "--database", System.getProperty("servers", "mariadb")))
                .satisfies(said -> assertThat(said.status()).as(said.text()).isZero());
    }

    @AfterAll
    static void down() throws Exception {
        say("down");
    }

    @Test
    @Order(1)
    void everyServerIsReadyAndEveryGroupHasItsFirstMemberAsPrimary() throws Exception {
        assertThat(rows()).hasSize(SERVERS).allMatch(row -> row.contains("\tREADY\t"));
        assertThat(GROUPS).allSatisfy(group -> assertThat(primaryOf(group)).contains(group + "-db-1"));
        assertThat(say("status").text()).contains("set-2-redis", "kafka", "primary");
    }

    @Test
    @Order(2)
    void aSecondUpSaysThatItRuns() throws Exception {
        assertThat(say("up"))
                .isEqualTo(new Said(0, "It runs already: ./redpacket status shows it, ./redpacket down ends it.\n"));
        Said other = say("up", "--gateways", "2");
        assertThat(other.status()).isZero();
        assertThat(other.text()).contains("It runs already", "started with other flags");
    }

    @Test
    @Order(3)
    void secretsAreForTheOwnersEyesOnly() throws Exception {
        Set<PosixFilePermission> owner = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(state.secrets())).isEqualTo(owner);
        assertThat(Files.getPosixFilePermissions(state.root()))
                .doesNotContain(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    }

    @Test
    @Order(4)
    void aKilledPrimaryStaysDownItsPlaceIsTakenAndItComesBackAsAReplica() throws Exception {
        assertThat(say("kill", "set-1-db-1").status()).isZero();
        await().atMost(SOON)
                .until(() -> primaryOf("set-1").filter(name -> !name.equals("set-1-db-1")), Optional::isPresent);
        assertThat(row("set-1-db-1")).contains("\tDOWN\t");
        assertThat(say("up").text()).contains("./redpacket start set-1-db-1");
        String heir = primaryOf("set-1").orElseThrow();
        assertThat(say("start", "set-1-db-1").status()).isZero();
        await().atMost(SOON).until(() -> row("set-1-db-1").contains("\tREADY\t"));
        assertThat(primaryOf("set-1")).contains(heir);
    }

    @Test
    @Order(5)
    void aServerThatCrashesIsStartedAgain() throws Exception {
        for (String name : List.of("kafka", "set-2-redis", "accounts-db-3")) {
            ChildProcess.find(name, state.pidFile(name)).orElseThrow().kill();
        }
        for (String name : List.of("kafka", "set-2-redis", "accounts-db-3")) {
            await().atMost(SOON).until(() -> row(name).matches(name + "\tREADY\t\\d+\t\\d+\t1\t.*"));
        }
    }

    @Test
    @Order(6)
    void theServersOutliveTheirSupervisorAndTheNextUpTakesTheirPlace() throws Exception {
        String heir = primaryOf("set-1").orElseThrow();
        List<Long> before = pids();
        ChildProcess.find("supervisor", state.pidFile("supervisor"))
                .orElseThrow()
                .kill();
        assertThat(pids()).hasSize(before.size() - 1);
        Said up = say("up", "--servers-only", "--free-ports", "--database", System.getProperty("servers", "mariadb"));
        assertThat(up.status()).as(up.text()).isZero();
        assertThat(before).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(rows()).hasSize(SERVERS).allMatch(row -> row.contains("\tREADY\t"));
        assertThat(primaryOf("set-1")).contains(heir);
    }

    @Test
    @Order(7)
    void downLeavesNothingRunningAndSaysSoTwice() throws Exception {
        List<Long> before = pids();
        assertThat(say("down").status()).isZero();
        assertThat(before)
                .hasSize(SERVERS + 1)
                .noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(say("down").status()).isZero();
        assertThat(say("status").status()).isEqualTo(1);
    }

    @Test
    @Order(8)
    void freshDeletesTheStackAndNothingElse() throws Exception {
        Path foreign = Files.writeString(state.root().resolve("letter.txt"), "dear friend");
        state.deleteAll();
        assertThat(foreign).exists();
        assertThat(state.data()).doesNotExist();
        assertThat(state.secrets()).doesNotExist();
    }

    private static Said say(String... words) throws IOException, InterruptedException {
        Path target = Path.of("target").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "redpacket.local.command.Main"));
        command.addAll(List.of(words));
        command.addAll(List.of("--state", state.root().toString()));
        Path output = Files.createTempFile(temporary, "said", ".txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Said(status, Files.readString(output, StandardCharsets.UTF_8));
    }

    private static List<String> rows() {
        return new ControlClient(state).ask("status").lines().toList();
    }

    private static String row(String name) {
        return rows().stream()
                .filter(row -> row.startsWith(name + "\t"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> primaryOf(String group) {
        return rows().stream()
                .filter(row -> row.startsWith(group + "-db-") && row.endsWith("\tprimary"))
                .map(row -> row.substring(0, row.indexOf('\t')))
                .findFirst();
    }

    private static List<Long> pids() throws IOException {
        try (Stream<Path> files = Files.list(state.root().resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .flatMap(file -> ChildProcess.find("any", file).stream())
                    .map(ChildProcess::pid)
                    .toList();
        }
    }
}
