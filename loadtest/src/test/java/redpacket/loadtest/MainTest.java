package redpacket.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

class MainTest {
    private static ParseResult parse(String... words) {
        ParseResult result = Main.commandLine().parseArgs(words);
        while (result.hasSubcommand()) {
            result = result.subcommand();
        }
        return result;
    }

    @Test
    void benchesAndChaosKeepTheirFlags() {
        assertThat(parse("bench", "lag", "--rate", "5", "--seconds", "6", "--kafka-away", "7", "--state", "x")
                        .matchedOptions())
                .hasSize(4);
        for (List<String> words : List.of(
                List.of("bench", "open", "--rounds", "1"),
                List.of("bench", "events", "--phones", "10", "--seconds", "1"),
                List.of("bench", "overload", "--seconds", "1", "--served", "2"),
                List.of("bench", "scale", "--rate", "1", "--seconds", "1", "--sets", "2"),
                List.of("bench", "shake", "--rounds", "1", "--seconds", "1", "--shakes", "1", "--users", "1"),
                List.of("bench", "all", "--rounds", "1"),
                List.of("chaos", "money", "--seed", "1", "--seconds", "60"),
                List.of("chaos", "all", "--seed", "1", "--rounds", "3"),
                List.of("chaos", "sets", "--patience", "3"),
                List.of("chaos", "brief"),
                List.of("chaos", "shake", "--prizes", "200", "--seconds", "60"),
                List.of("up", "--fresh"))) {
            assertThat(parse(words.toArray(String[]::new)).errors())
                    .as("%s", words)
                    .isEmpty();
        }
    }

    @Test
    void aFlagOfAnotherBenchIsRefused() {
        CommandLine line = Main.commandLine();
        for (String[] words : new String[][] {
            {"bench", "grab", "--seed", "1"}, {"bench", "jump"}, {"chaos", "shake", "--rate", "1"}, {"chaos", "nothing"}
        }) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> line.parseArgs(words)))
                    .as("%s", (Object) words)
                    .isInstanceOf(ParameterException.class);
        }
    }
}
