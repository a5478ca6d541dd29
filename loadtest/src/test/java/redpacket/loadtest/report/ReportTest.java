package redpacket.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    @TempDir
    private Path root;

    private static Measured run(String strategy, long opens) {
        return new Measured(strategy, opens, 2, 1, 9, 0.5);
    }

    @Test
    void aMeasurementIsPerSecondAndInMillis() {
        Histogram micros = new Histogram(3);
        for (int i = 1; i <= 100; i++) {
            micros.recordValue(i * 1_000L);
        }
        Measured measured = Measured.of("open", 500, 2_000_000_000L, micros, 1_000_000_000L);
        assertThat(measured.perSecond()).isEqualTo(250);
        assertThat(measured.p50Millis()).isCloseTo(50, within(0.1));
        assertThat(measured.p99Millis()).isCloseTo(99, within(0.1));
        assertThat(measured.clientCpu()).isEqualTo(0.5);
    }

    @Test
    void mediansAndRatiosAreByStrategy() {
        Report report = new Report("open", "./redpacket bench open", root);
        List.of(300L, 100L, 200L).forEach(opens -> report.add(run("ours", opens)));
        report.add(run("theirs", 50));
        assertThat(report.median("ours").opens()).isEqualTo(200);
        assertThat(report.ratio("ours", "theirs")).isEqualTo(4);
        assertThat(report.strategies()).containsExactly("ours", "theirs");
    }

    @Test
    void theFirstOfThreeRoundsIsColdAndDoesNotCount() {
        Report report = new Report("open", "./redpacket bench open", root);
        List.of(900.0, 10.0, 20.0).forEach(micros -> report.cpu("ours", Map.of("gateway", micros)));
        assertThat(report.cpuMedians("ours")).containsExactly(Map.entry("gateway", 20.0));
    }

    @Test
    void oneVerdictThatFailsFailsTheReport() {
        Report report = new Report("open", "./redpacket bench open", root);
        report.verdict(Verdict.of("open", "fast", true, 1));
        assertThat(report.holds()).isTrue();
        report.verdict(Verdict.of("open", "durable", false, "lost 1"));
        assertThat(report.holds()).isFalse();
    }

    @Test
    void theFileHasCommandCommitMachineAndVerdicts() throws Exception {
        Report report = new Report("open", "./redpacket bench open", root);
        report.add(run("ours", 300));
        report.verdict(Verdict.of("open", "durable", false, "lost 1"));
        report.write();
        try (Stream<Path> files = Files.list(root.resolve("loadtest/results"))) {
            JsonNode result =
                    new JsonMapper().readTree(files.findFirst().orElseThrow().toFile());
            assertThat(result.propertyNames()).contains("command", "commit", "machine", "runs", "medians", "verdicts");
            assertThat(result.path("verdicts").path(0).asString()).contains("FAIL", "durable", "lost 1");
        }
    }
}
