package redpacket.local.command;

import java.util.Locale;
import redpacket.local.stack.StateDirectory;

/** Shows what runs. */
final class StatusCommand {
    private static final long REFRESH_MILLIS = 1_000;

    private final StateDirectory state;

    StatusCommand(StateDirectory state) {
        this.state = state;
    }

    int run(boolean watch) throws InterruptedException {
        System.out.print(table());
        while (watch) {
            Thread.sleep(REFRESH_MILLIS);
            System.out.print("\033[H\033[2J" + table());
        }
        return 0;
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%-16s %-9s %8s %6s %9s %8s%n", "name", "state", "pid", "port", "restarts", "MiB"));
        long total = 0;
        for (String line : new ControlClient(state).ask("status").lines().toList()) {
            String[] cells = line.split("\t", -1);
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
        text.append(String.format(Locale.ROOT, "%-16s %43d%n", "all", total));
        return text.toString();
    }
}
