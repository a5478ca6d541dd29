package redpacket.loadtest.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redpacket.loadtest.stack.ProcessorTime;

/** Results of a bench: prints each row at once, medians and verdicts at the end, and writes all to a file. */
public final class Report {
    private final String name;
    private final String command;
    private final Path root;
    private final List<Measured> runs = new ArrayList<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Double>>> cpu = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> waits = new LinkedHashMap<>();
    private final Map<String, Object> notes = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    public Report(String name, String command, Path root) {
        this.name = name;
        this.command = command;
        this.root = root;
    }

    public void add(Measured measured) {
        if (runs.isEmpty()) {
            System.out.println(Measured.header());
        }
        runs.add(measured);
        System.out.println(measured.row());
    }

    /** Microseconds of CPU a call, by component. */
    public void cpu(String strategy, Map<String, Double> micros) {
        cpu.computeIfAbsent(strategy, ignored -> new ArrayList<>()).add(micros);
        System.out.println("  µs of CPU an open: " + ProcessorTime.table(micros));
    }

    /** Mean microseconds that threads waited for a CPU, by component. */
    public void waits(String strategy, Map<String, Double> micros) {
        waits.put(strategy, micros);
        System.out.println("  µs waited for a CPU: " + ProcessorTime.list(micros));
    }

    public void note(String key, Object value) {
        notes.put(key, value);
        System.out.println(key + ": " + value);
    }

    public void verdict(Verdict verdict) {
        verdicts.add(verdict);
    }

    /** Whether every claim of the bench holds. */
    public boolean holds() {
        return verdicts.stream().allMatch(Verdict::holds);
    }

    public String name() {
        return name;
    }

    public List<String> strategies() {
        return runs.stream().map(Measured::strategy).distinct().toList();
    }

    public Map<String, Double> ratios() {
        return Map.copyOf(ratios);
    }

    public Map<String, Object> notes() {
        return new LinkedHashMap<>(notes);
    }

    /** Medians by component. Of three rounds or more the first, which is cold, does not count. */
    public Map<String, Double> cpuMedians(String strategy) {
        List<Map<String, Double>> all = cpu.getOrDefault(strategy, List.of());
        List<Map<String, Double>> warm = all.size() > 2 ? all.subList(1, all.size()) : all;
        Map<String, Double> medians = new TreeMap<>();
        for (Map<String, Double> one : warm) {
            for (String component : one.keySet()) {
                List<Double> sorted = warm.stream()
                        .map(round -> round.getOrDefault(component, 0.0))
                        .sorted()
                        .toList();
                medians.put(component, sorted.get(sorted.size() / 2));
            }
        }
        return medians;
    }

    /** The median of the runs of a strategy. */
    public Measured median(String strategy) {
        List<Measured> sorted = runs.stream()
                .filter(run -> run.strategy().equals(strategy))
                .sorted(Comparator.comparingDouble(Measured::perSecond))
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Records and returns how many times as many calls a second the strategy has. */
    public double ratio(String strategy, String baseline) {
        double ratio = median(strategy).perSecond() / median(baseline).perSecond();
        ratios.put(strategy + " / " + baseline, ratio);
        return ratio;
    }

    public void write() throws IOException, InterruptedException {
        List<String> strategies = strategies();
        System.out.println("\nMedians\n" + Measured.header());
        strategies.forEach(strategy -> System.out.println(median(strategy).row()));
        System.out.println();
        ratios.forEach((what, ratio) -> System.out.printf(Locale.ROOT, "%.2f  %s%n", ratio, what));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("runs", runs);
        result.put(
                "medians",
                strategies.stream()
                        .collect(Collectors.toMap(
                                strategy -> strategy, this::median, (one, other) -> one, LinkedHashMap::new)));
        result.put("ratios", ratios);
        result.put("microseconds of CPU a call", cpu);
        result.put("microseconds waited for a CPU", waits);
        result.put("notes", notes);
        result.put("verdicts", verdicts.stream().map(Verdict::toString).toList());
        verdicts.forEach(System.out::println);
        ResultFile.write(root, name, command, result);
    }
}
