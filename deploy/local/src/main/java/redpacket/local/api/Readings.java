package redpacket.local.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import redpacket.local.stack.Ports;

/** The metrics of all services at one moment. A service that is down contributes nothing. */
public final class Readings {
    private static final int MILLIS_MAX = 1_500;

    private final long atNanos = System.nanoTime();
    private final Map<String, Double> values = new HashMap<>();

    /** @param texts the metrics of each service, by its name */
    public Readings(Map<String, String> texts) {
        texts.forEach(this::addAll);
    }

    /** The metrics of every service of the stack that answers. */
    public static Readings take(Ports ports) {
        Map<String, String> texts = new HashMap<>();
        ports.management().forEach((service, port) -> texts.put(service, read(port)));
        return new Readings(texts);
    }

    private static String read(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/prometheus")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(MILLIS_MAX);
            connection.setReadTimeout(MILLIS_MAX);
            try (var in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException | UncheckedIOException down) {
            // The table of processes shows that the service is down.
            return "";
        }
    }

    private void addAll(String service, String text) {
        for (String line : text.lines().toList()) {
            int space = line.lastIndexOf(' ');
            if (line.startsWith("redpacket_") && space > 0) {
                String value = line.substring(space + 1);
                values.put(service + " " + line.substring(0, space), number(value));
            }
        }
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The sum of the series with all these labels, such as {@code call="open"}; 0 without one. */
    public double sum(String metric, String... labels) {
        return all(metric, Double::sum, labels);
    }

    public double max(String metric, String... labels) {
        return all(metric, Math::max, labels);
    }

    /** NaN without a series. */
    public double min(String metric, String... labels) {
        return byLabel(metric, "", labels).values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
    }

    private double all(String metric, DoubleBinaryOperator join, String... labels) {
        double all = 0;
        for (double value : matching(metric, labels).values()) {
            all = join.applyAsDouble(all, value);
        }
        return all;
    }

    /** The sums of a metric by the value of a label; by series if the label is empty. */
    public Map<String, Double> byLabel(String metric, String label, String... labels) {
        Map<String, Double> sums = new TreeMap<>();
        matching(metric, labels)
                .forEach((series, value) ->
                        sums.merge(label.isEmpty() ? series : value(series, label), value, Double::sum));
        return sums;
    }

    private Map<String, Double> matching(String metric, String... labels) {
        Map<String, Double> found = new TreeMap<>();
        values.forEach((series, value) -> {
            String name = series.substring(series.indexOf(' ') + 1);
            boolean isIt = name.equals(metric) || name.startsWith(metric + "{");
            if (isIt && !value.isNaN() && List.of(labels).stream().allMatch(name::contains)) {
                found.put(series, value);
            }
        });
        return found;
    }

    private static String value(String series, String label) {
        int at = series.indexOf(label + "=\"");
        return at < 0 ? "" : series.substring(at + label.length() + 2, series.indexOf('"', at + label.length() + 2));
    }

    public double secondsSince(Readings before) {
        return (atNanos - before.atNanos) / 1e9;
    }

    /** A counter's growth a second since then; 0 after a restart of the process. */
    public double rate(Readings before, String metric, String... labels) {
        return Math.max(0, (sum(metric, labels) - before.sum(metric, labels)) / secondsSince(before));
    }

    /** The mean of the records of a timer or summary since then; NaN without a record. */
    public double mean(Readings before, String metric, String... labels) {
        double count = sum(metric + "_count", labels) - before.sum(metric + "_count", labels);
        double sum = sum(metric + "_sum", labels) - before.sum(metric + "_sum", labels);
        return count > 0 ? sum / count : Double.NaN;
    }
}
