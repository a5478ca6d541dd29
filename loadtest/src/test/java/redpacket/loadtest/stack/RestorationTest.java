package redpacket.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Changes are undone on close, and by a process that a signal ends. */
@Timeout(60)
class RestorationTest {
    @TempDir
    private Path temporary;

    @Test
    void closeUndoesEveryChangeOnceTheLastFirst() {
        List<String> undone = new ArrayList<>();
        Restoration restoration = new Restoration();
        restoration.add("first", () -> undone.add("first"));
        restoration.add("broken", () -> {
            throw new IOException("no answer");
        });
        restoration.add("last", () -> undone.add("last"));
        restoration.close();
        restoration.close();
        assertThat(undone).containsExactly("last", "first");
    }

    @Test
    void sigtermUndoesEveryChange() throws Exception {
        assertUndoneBy("TERM");
    }

    @Test
    void sigintUndoesEveryChange() throws Exception {
        assertUndoneBy("INT");
    }

    private void assertUndoneBy(String signal) throws Exception {
        Path file = temporary.resolve("undone");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestorationTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("changed");
            assertThat(new ProcessBuilder("/bin/kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(out.lines()).contains("Restored: grab-1 runs");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(file).hasContent("undone");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Plays a bench that is interrupted: it changes something and waits. */
    public static void main(String[] arguments) throws InterruptedException {
        try (Restoration restoration = new Restoration()) {
            restoration.add("grab-1 runs", () -> Files.writeString(Path.of(arguments[0]), "undone"));
            System.out.println("changed");
            Thread.currentThread().join();
        }
    }
}
