package redpacket.loadtest.stack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/**
 * CPU time of the stack's processes by component, and of this process; also how long their threads waited for a CPU
 * while they were ready to run (Linux, Documentation/scheduler/sched-stats.rst).
 */
public final class ProcessorTime {
    private static final double NANOS_A_TICK = 1e9 / 100;
    private static final String LOAD = "load generator";
    /** JIT compilers of the services: they use much while a service is cold, and nothing for a call. */
    private static final String COMPILERS = "compilers";

    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private final Map<String, Double> nanos = new TreeMap<>();
    private final Map<String, Double> waitedNanos = new TreeMap<>();
    private final Map<String, Double> waits = new TreeMap<>();

    private ProcessorTime() {}

    /** The CPU time of each component so far. */
    public static ProcessorTime now(StateDirectory state) {
        ProcessorTime time = new ProcessorTime();
        for (String row : new ControlClient(state).ask("status").lines().toList()) {
            List<String> cells = List.of(row.split("\t", -1));
            if (!cells.get(2).equals("-")) {
                boolean primary = cells.get(6).equals("primary");
                String component = component(cells.getFirst(), primary);
                Path process = Path.of("/proc", cells.get(2));
                double compilers = time.threads(component, process);
                time.nanos.merge(component, used(process) - compilers, Double::sum);
                time.nanos.merge(COMPILERS, compilers, Double::sum);
            }
        }
        var unused = time.threads(LOAD, Path.of("/proc/self"));
        time.nanos.put(LOAD, (double) ownNanos());
        return time;
    }

    private static String component(String process, boolean primary) {
        if (process.contains("-db-")) {
            return (process.startsWith("set") ? "sets' " : "accounts' ") + (primary ? "primaries" : "replicas");
        }
        return process.endsWith("redis") ? "redis" : process.replaceAll("-[0-9]+$", "");
    }

    /** User and system time of a process or a thread, in ns. */
    private static double used(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] cells = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(cells[11]) + Long.parseLong(cells[12])) * NANOS_A_TICK;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** CPU time of a process's compilers so far. */
    public static double compilerSeconds(long pid) {
        return new ProcessorTime().threads("", Path.of("/proc", Long.toString(pid))) / 1e9;
    }

    /** Adds the waits of a process's threads to its component. Returns the CPU time of its compilers in ns. */
    private double threads(String component, Path process) {
        double compilers = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : each) {
                boolean compiler = isCompiler(thread);
                if (compiler) {
                    compilers += used(thread);
                }
                addWaits(compiler ? COMPILERS : component, thread);
            }
        } catch (IOException gone) {
            return compilers;
        }
        return compilers;
    }

    private void addWaits(String component, Path thread) {
        try {
            String[] cells =
                    Files.readString(thread.resolve("schedstat")).trim().split(" ");
            waitedNanos.merge(component, Double.parseDouble(cells[1]), Double::sum);
            waits.merge(component, Double.parseDouble(cells[2]), Double::sum);
        } catch (IOException absent) {
            // The kernel has no such figures, or the thread has ended.
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt();
        } catch (IOException gone) {
            return false;
        }
    }

    /** CPU time of the services' compilers so far. */
    public double compilerSeconds() {
        return nanos.getOrDefault(COMPILERS, 0.0) / 1e9;
    }

    /** Microseconds of CPU a call since then, by component. */
    public Map<String, Double> since(ProcessorTime before, long calls) {
        Map<String, Double> micros = new TreeMap<>();
        nanos.forEach((component, now) -> micros.put(
                component,
                Math.round((now - before.nanos.getOrDefault(component, 0.0)) / 100 / Math.max(1, calls)) / 10.0));
        return micros;
    }

    /** Mean microseconds that a thread waited for a CPU since then, by component. */
    public Map<String, Double> waitsSince(ProcessorTime before) {
        Map<String, Double> micros = new TreeMap<>();
        waits.forEach((component, now) -> {
            double count = now - before.waits.getOrDefault(component, 0.0);
            double waited = waitedNanos.getOrDefault(component, 0.0) - before.waitedNanos.getOrDefault(component, 0.0);
            micros.put(component, count <= 0 ? 0 : Math.max(0, Math.round(waited / count / 100) / 10.0));
        });
        return micros;
    }

    /** Cores that the stack used since then, without its compilers. */
    public double coresSince(ProcessorTime before, double seconds) {
        return nanos.entrySet().stream()
                        .filter(each ->
                                !each.getKey().equals(LOAD) && !each.getKey().equals(COMPILERS))
                        .mapToDouble(each -> each.getValue() - before.nanos.getOrDefault(each.getKey(), 0.0))
                        .sum()
                / 1e9
                / seconds;
    }

    /** CPU time of this process. */
    public static long ownNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** The largest first. */
    public static String list(Map<String, Double> micros) {
        List<String> cells = new ArrayList<>();
        micros.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> cells.add(String.format(Locale.ROOT, "%s %.0f", entry.getKey(), entry.getValue())));
        return String.join(", ", cells);
    }

    public static String table(Map<String, Double> micros) {
        double all = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format(Locale.ROOT, "all %.0f: %s", all, list(micros));
    }
}
