package redpacket.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** Runs the command line in this JVM, with the standard streams replaced. */
@Isolated
class CommandLinesTest {
    @TempDir
    private Path temporary;

    private record Said(int code, String out, String err) {}

    @Test
    void helpListsEveryCommandAndFlag() {
        Said said = say("help");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains(
                        "up ",
                        "--fresh",
                        "--database NAME",
                        "--replication NAME",
                        "--gateways N",
                        "--instances N",
                        "--sets N",
                        "--bind ADDRESS")
                .contains("--https-port N", "--ops-port N", "--free-ports", "--servers-only", "--state DIR")
                .contains("down ", "status ", "--watch", "logs NAME", "--follow", "token USER…", "--ops", "--seconds N")
                .contains("demo ", "--without-notify", "kill NAME", "start NAME", "reconcile ", "audit ")
                .contains("dead-letters ", "--resend")
                .doesNotContain("prepare");
        assertThat(said.out().lines()).allMatch(line -> line.length() <= 120, "at most 120 columns");
    }

    @Test
    void helpOfACommandShowsItsFlags() {
        assertThat(say("help", "status").out()).contains("--watch");
        assertThat(say("status", "--help").out()).contains("--watch");
        assertThat(say("help", "jump").code()).isEqualTo(2);
    }

    @Test
    void anUnknownWordIsOneLineWithAHint() {
        for (List<String> words : List.of(
                List.<String>of(),
                List.of("jump"),
                List.of("up", "--sideways"),
                List.of("up", "--gateways", "many"),
                List.of("up", "--gateways", "9"),
                List.of("up", "--instances", "4"),
                List.of("up", "--database", "dbase"),
                List.of("up", "--database", "mysql", "--replication", "one-copy"),
                List.of("up", "--replication", "group"),
                List.of("up", "--bind"),
                List.of("down", "now"),
                List.of("status", "--wach"),
                List.of("kill"),
                List.of("kill", "grab-1", "grab-2"),
                List.of("logs", "nobody"),
                List.of("token"),
                List.of("token", "0"),
                List.of("token", "9223372036854775808"),
                List.of("token", "1", "--seconds", "soon"))) {
            Said said = say(words.toArray(String[]::new));
            assertThat(said.code()).as("%s: %s", words, said.err()).isEqualTo(2);
            assertThat(said.err().lines()).as("%s: %s", words, said.err()).hasSize(1);
            assertThat(said.out()).as("%s", words).isEmpty();
        }
        assertThat(say("status", "--wach").err()).contains("--wach", "--watch", "./redpacket help status");
    }

    @Test
    void aCommandWithoutAStackFailsWithOneLine() {
        Said said = say("token", "1");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().lines()).hasSize(1).allMatch(line -> line.contains("./redpacket up"));
    }

    @Test
    void upNamesWhatStaysDownByOrder() {
        assertThat(UpCommand.stoppedByOrder("packet\tREADY\t7\ngrab-1\tDOWN\t-\n"))
                .isEqualTo("grab-1 is down by order; to start it: ./redpacket start grab-1\n");
    }

    private Said say(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--state", temporary.resolve("state").toString()));
        PrintStream standardOut = System.out;
        PrintStream standardErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = CommandLines.run(new CommandLine(new Redpacket()), arguments.toArray(String[]::new));
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(standardOut);
            System.setErr(standardErr);
        }
    }
}
