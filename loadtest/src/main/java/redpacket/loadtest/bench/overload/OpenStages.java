package redpacket.loadtest.bench.overload;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import redpacket.local.api.Readings;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/** The mean time of an answered open in each stage, by the services' timers. */
final class OpenStages {
    private static final double MILLIS = 1_000;

    private final Ports ports;
    private final Readings before;

    private OpenStages(Ports ports) {
        this.ports = ports;
        this.before = Readings.take(ports);
    }

    static OpenStages begin(StateDirectory state) {
        return new OpenStages(Ports.load(state));
    }

    /** Milliseconds by stage since then, and requests a commit. A service that does not answer contributes nothing. */
    Map<String, Double> end() {
        Readings after = Readings.take(ports);
        Map<String, Double> stages = new LinkedHashMap<>();
        put(stages, "waits for its event loop", MILLIS * after.mean(before, "redpacket_gateway_loop_lag_seconds"));
        put(
                stages,
                "in the gateway",
                MILLIS
                        * after.mean(
                                before,
                                "redpacket_gateway_requests_seconds",
                                "by=\"service\"",
                                "call=\"open\"",
                                "status=\"200\""));
        put(stages, "in its commit", MILLIS * after.mean(before, "redpacket_lane_commit_seconds"));
        put(stages, "requests a commit", after.mean(before, "redpacket_lane_batch_requests"));
        return stages;
    }

    private static void put(Map<String, Double> stages, String name, double value) {
        if (!Double.isNaN(value)) {
            stages.put(name, Math.round(value * 10) / 10.0);
        }
    }

    static String list(Map<String, Double> stages) {
        StringBuilder list = new StringBuilder();
        stages.forEach((name, value) ->
                list.append(list.isEmpty() ? "" : ", ").append(String.format(Locale.ROOT, "%s %.1f", name, value)));
        return list.toString();
    }
}
