package redpacket.local.command;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import redpacket.local.api.ControlClient;
import redpacket.local.api.Readings;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StateDirectory;

/** Prints the processes, rates, backlogs, the state of the money, and the last faults. */
final class StatusCommand {
    private static final long BETWEEN_MILLIS = 1_000;
    private static final int FAULTS_SHOWN = 5;
    private static final String CLEAR = "\033[H\033[2J";

    private final StateDirectory state;

    StatusCommand(StateDirectory state) {
        this.state = state;
    }

    int run(boolean watch) throws InterruptedException {
        ControlClient control = new ControlClient(state);
        Ports ports = Ports.load(state);
        boolean redraws =
                watch && Objects.requireNonNull(System.console()).isTerminal() && System.getenv("TERM") != null;
        Readings before = Readings.take(ports);
        do {
            Thread.sleep(BETWEEN_MILLIS);
            Readings now = Readings.take(ports);
            String text = processes(control) + "\n" + StatusFigures.of(before, now) + "\n" + faults(control);
            System.out.print(redraws ? CLEAR + text : text);
            before = now;
        } while (watch);
        return 0;
    }

    private static String processes(ControlClient control) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%-16s %-9s %8s %6s %9s %8s%n", "process", "state", "pid", "port", "restarts", "MiB"));
        long total = 0;
        for (String row : control.ask("status").lines().toList()) {
            String[] cells = row.split("\t", -1);
            long mebibytes = Long.parseLong(cells[5]) / 1024;
            total += mebibytes;
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %-9s %8s %6s %9s %8d  %s%n",
                    cells[0],
                    cells[1].toLowerCase(Locale.ROOT),
                    cells[2],
                    cells[3],
                    cells[4],
                    mebibytes,
                    cells[6]));
        }
        return text.append(String.format(Locale.ROOT, "%-16s %44d%n", "all", total))
                .toString();
    }

    private static String faults(ControlClient control) {
        return faults(control.ask("faults").lines().toList());
    }

    /** The last faults, and everything that is wrong now. */
    static String faults(List<String> lines) {
        List<String> now =
                lines.stream().filter(line -> line.startsWith("now: ")).toList();
        List<String> past =
                lines.stream().filter(line -> !line.startsWith("now: ")).toList();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s%n", past.isEmpty() ? "no faults since the start" : "last faults"));
        past.subList(Math.max(0, past.size() - FAULTS_SHOWN), past.size())
                .forEach(fault -> text.append(String.format(Locale.ROOT, "  %s%n", fault)));
        now.forEach(problem -> text.append(String.format(Locale.ROOT, "%s%n", problem)));
        return text.toString();
    }
}
