package redpacket.loadtest.bench.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redpacket.loadtest.bench.shake.ShakeClients.Shaken;

class ShakeReportTest {
    @TempDir
    private Path root;

    private ShakeReport report;

    @BeforeEach
    void soundRound() {
        report = new ShakeReport(root, "./redpacket bench shake", 1);
        report.add(ShakeReport.GATEWAY, shaken(0), 0.5);
        report.add(ShakeReport.BARE, shaken(0), 0.5);
    }

    private static Shaken shaken(long bad) {
        Histogram micros = new Histogram(3);
        micros.recordValue(100);
        return new Shaken(1_000, bad, 1_000_000_000L, micros);
    }

    @Test
    void aSoundRunHolds() throws Exception {
        report.requestsBehind(Map.of("GET /internal/v1/control", 5L, "POST /internal/v1/prizes/lease", 5L));
        report.longRun(10, shaken(0), memory(100, 200, 210));
        assertThat(report.write()).isTrue();
    }

    @Test
    void aWrongAnswerFails() throws Exception {
        report.add(ShakeReport.GATEWAY, shaken(1), 0.5);
        assertThat(report.write()).isFalse();
    }

    @Test
    void aShakeThatReachesAServiceFails() throws Exception {
        report.requestsBehind(Map.of("POST /internal/v1/shakes", 1L));
        assertThat(report.write()).isFalse();
    }

    @Test
    void memoryThatGrowsFails() throws Exception {
        report.longRun(10, shaken(0), memory(100, 200, 240));
        assertThat(report.write()).isFalse();
    }

    @Test
    void aWrongAnswerOfTheLongRunFails() throws Exception {
        report.longRun(10, shaken(1), memory(100, 200, 200));
        assertThat(report.write()).isFalse();
    }

    /** Ten samples: two while it fills, then the settled ones, then the last. */
    private static List<Long> memory(long first, long settled, long last) {
        return Stream.concat(
                        Stream.of(first, first),
                        Stream.concat(Stream.generate(() -> settled).limit(7), Stream.of(last)))
                .toList();
    }
}
