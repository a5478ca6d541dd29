package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what to do. */
class RunbookTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void everyAlertHasAChapterOfTheRunbookAndEveryChapterAnAlert() throws IOException {
        List<Map<String, String>> alerts = Alerts.read(ROOT.resolve("deploy/prometheus/alerts.yml"));
        List<String> chapters = Files.readAllLines(ROOT.resolve("docs/operations.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).trim())
                .toList();

        assertThat(alerts).hasSizeGreaterThan(15);
        assertThat(chapters)
                .containsExactlyInAnyOrderElementsOf(alerts.stream()
                        .map(alert -> alert.getOrDefault("alert", ""))
                        .toList());
        for (Map<String, String> alert : alerts) {
            String name = alert.getOrDefault("alert", "");
            assertThat(alert.get("runbook")).isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.get("severity")).as(name).isIn("page", "ticket");
            assertThat(alert.get("for")).as(name).isNotBlank();
            assertThat(alert.get("summary")).as(name).isNotBlank();
        }
    }
}
