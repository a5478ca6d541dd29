package redpacket.loadtest.report;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The result of one run of one strategy.
 *
 * @param clientCpu cores that the load generator used
 */
public record Measured(
        String strategy, long opens, double seconds, double p50Millis, double p99Millis, double clientCpu) {
    public static Measured of(String strategy, long opens, long nanos, Histogram micros, long clientCpuNanos) {
        return new Measured(
                strategy,
                opens,
                nanos / 1e9,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                (double) clientCpuNanos / nanos);
    }

    public double perSecond() {
        return opens / seconds;
    }

    public String row() {
        return String.format(
                Locale.ROOT,
                "%-44s %8d %9.0f %9.1f %9.1f %8.2f",
                strategy,
                opens,
                perSecond(),
                p50Millis,
                p99Millis,
                clientCpu);
    }

    public static String header() {
        return String.format(
                Locale.ROOT, "%-44s %8s %9s %9s %9s %8s", "strategy", "opens", "opens/s", "p50 ms", "p99 ms", "cores");
    }
}
