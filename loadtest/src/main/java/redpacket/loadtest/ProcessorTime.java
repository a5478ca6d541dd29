package redpacket.loadtest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redpacket.local.command.ControlClient;
import redpacket.local.stack.StateDirectory;

/** Processor time of the stack's processes, by what they are, and of this one: where the time of a call goes. */
final class ProcessorTime {
    private static final double NANOS_A_TICK = 1e9 / 100;
    private static final String LOAD = "load generator";
    /** Of the services' JVMs: much while they are cold, and nothing of a call's own. */
    private static final String COMPILERS = "compilers";

    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private final Map<String, Double> nanos = new TreeMap<>();

    private ProcessorTime() {}

    /** What each has used so far. */
    static ProcessorTime now(StateDirectory state) {
        ProcessorTime time = new ProcessorTime();
        for (String row : new ControlClient(state).ask("status").lines().toList()) {
            List<String> cells = List.of(row.split("\t", -1));
            if (!cells.get(2).equals("-")) {
                boolean primary = cells.get(6).equals("primary");
                double compilers = compilers(Path.of("/proc", cells.get(2), "task"));
                double all = used(Path.of("/proc", cells.get(2)));
                time.nanos.merge(component(cells.getFirst(), primary), all - compilers, Double::sum);
                time.nanos.merge(COMPILERS, compilers, Double::sum);
            }
        }
        time.nanos.put(LOAD, (double) OpenBench.cpuNanos());
        return time;
    }

    private static String component(String process, boolean primary) {
        if (process.contains("-db-")) {
            return (process.startsWith("set") ? "sets' " : "accounts' ") + (primary ? "primaries" : "replicas");
        }
        return process.endsWith("redis") ? "redis" : process.replaceAll("-[0-9]+$", "");
    }

    /** User and system time of a process or a thread, from Linux. */
    private static double used(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] cells = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(cells[11]) + Long.parseLong(cells[12])) * NANOS_A_TICK;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static double compilers(Path threads) {
        double nanos = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                if (isCompiler(thread)) {
                    nanos += used(thread);
                }
            }
        } catch (IOException gone) {
            return nanos;
        }
        return nanos;
    }

    private static boolean isCompiler(Path thread) {
        try {
            return COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt();
        } catch (IOException gone) {
            return false;
        }
    }

    /** Cores that the services' compilers have kept busy since then, which was so long ago. */
    double compilersSince(ProcessorTime before, double seconds) {
        double used = nanos.getOrDefault(COMPILERS, 0.0) - before.nanos.getOrDefault(COMPILERS, 0.0);
        return used / 1e9 / seconds;
    }

    /** Microseconds a call of each, since then. */
    Map<String, Double> since(ProcessorTime before, long calls) {
        Map<String, Double> micros = new TreeMap<>();
        nanos.forEach((component, now) -> micros.put(
                component,
                Math.round((now - before.nanos.getOrDefault(component, 0.0)) / 100 / Math.max(1, calls)) / 10.0));
        return micros;
    }

    static String table(Map<String, Double> micros) {
        List<String> cells = new ArrayList<>();
        micros.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> cells.add(String.format(Locale.ROOT, "%s %.0f", entry.getKey(), entry.getValue())));
        double all = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "all %.0f: %s", all, String.join(", ", cells));
    }
}
