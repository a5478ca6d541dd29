package redpacket.loadtest.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Writes the figures of one run of all benches to docs/performance/figures.md, and draws them. */
public final class PerformancePage {
    private static final String TITLE = """
            # Figures of one run of all benches

            `./redpacket bench all` writes this page. [The page above](../performance.md) explains the figures.

            """;
    private static final String PICTURE = "figures.svg";

    private final Path docs;

    public PerformancePage(Path root) {
        this.docs = root.resolve("docs/performance");
    }

    public void write(List<Report> reports) throws IOException {
        Map<String, Double> rates = new LinkedHashMap<>();
        StringBuilder figures = new StringBuilder(TITLE);
        figures.append("| bench | what | calls/s | p50 ms | p99 ms | cores of the load generator |\n");
        figures.append("| --- | --- | ---: | ---: | ---: | ---: |\n");
        for (Report report : reports) {
            for (String strategy : report.strategies()) {
                Measured median = report.median(strategy);
                rates.put(report.name() + ": " + strategy, median.perSecond());
                figures.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %.0f | %.1f | %.1f | %.2f |%n",
                        report.name(),
                        strategy,
                        median.perSecond(),
                        median.p50Millis(),
                        median.p99Millis(),
                        median.clientCpu()));
            }
        }
        figures.append("\n![calls a second](").append(PICTURE).append(")\n\n");
        for (Report report : reports) {
            report.ratios()
                    .forEach((what, ratio) -> figures.append(
                            String.format(Locale.ROOT, "- **%.2f** %s: %s%n", ratio, report.name(), what)));
        }
        notes(reports, figures);
        cpu(reports, figures);
        Files.createDirectories(docs);
        Files.writeString(docs.resolve("figures.md"), figures);
        Files.writeString(docs.resolve(PICTURE), picture(rates));
        System.out.println("Written to docs/performance/figures.md and docs/performance/" + PICTURE);
    }

    private static void notes(List<Report> reports, StringBuilder figures) {
        for (Report report : reports) {
            report.notes()
                    .forEach((what, value) -> figures.append("- ")
                            .append(report.name())
                            .append(": ")
                            .append(what)
                            .append(": ")
                            .append(value)
                            .append('\n'));
        }
        figures.append('\n');
    }

    private static void cpu(List<Report> reports, StringBuilder figures) {
        Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
        for (Report report : reports) {
            for (String strategy : report.strategies()) {
                Map<String, Double> medians = report.cpuMedians(strategy);
                if (!medians.isEmpty()) {
                    columns.put(strategy, medians);
                }
            }
        }
        TreeSet<String> components = new TreeSet<>();
        columns.values().forEach(column -> components.addAll(column.keySet()));
        figures.append("| µs of CPU an open | ")
                .append(String.join(" | ", columns.keySet()))
                .append(" |\n| ---");
        figures.append(" | ---:".repeat(columns.size())).append(" |\n");
        for (String component : components) {
            row(
                    figures,
                    component,
                    columns.values().stream()
                            .map(column -> column.getOrDefault(component, 0.0))
                            .toList());
        }
        row(
                figures,
                "**all**",
                columns.values().stream()
                        .map(column -> column.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .toList());
    }

    private static void row(StringBuilder figures, String name, List<Double> values) {
        figures.append("| ").append(name);
        values.forEach(value -> figures.append(String.format(Locale.ROOT, " | %.0f", value)));
        figures.append(" |\n");
    }

    /** Bars on a logarithmic scale: each grid line is ten times the one before. */
    private static String picture(Map<String, Double> rates) {
        int left = 430;
        int width = 420;
        int bar = 22;
        double most = Math.log10(Math.max(10, Collections.max(new ArrayList<>(rates.values()))));
        int height = rates.size() * bar + 40;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                left + width + 80,
                height));
        for (int power = 0; power <= most; power++) {
            double x = left + width * power / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.0f\" y1=\"10\" x2=\"%.0f\" y2=\"%d\" stroke=\"#ddd\"/><text x=\"%.0f\" y=\"%d\""
                            + " text-anchor=\"middle\">%.0f</text>%n",
                    x,
                    x,
                    height - 25,
                    x,
                    height - 8,
                    Math.pow(10, power)));
        }
        int y = 12;
        for (Map.Entry<String, Double> rate : rates.entrySet()) {
            double length = width * Math.log10(Math.max(1, rate.getValue())) / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.0f\""
                            + " height=\"%d\" fill=\"%s\"/><text x=\"%.0f\" y=\"%d\">%.0f</text>%n",
                    left - 6,
                    y + 13,
                    rate.getKey().replace("&", "&amp;").replace("<", "&lt;"),
                    left,
                    y + 2,
                    length,
                    bar - 6,
                    rate.getKey().contains("row locking") ? "#999" : "#c0392b",
                    left + length + 4,
                    y + 13,
                    rate.getValue()));
            y += bar;
        }
        return svg.append("</svg>\n").toString();
    }
}
