package redpacket.loadtest.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redpacket.loadtest.proof.Journal;
import redpacket.loadtest.report.Verdict;
import redpacket.loadtest.stack.Databases;
import redpacket.local.api.ControlClient;
import redpacket.local.machine.Directories;
import redpacket.local.stack.StateDirectory;

/** The end of a run: prints its verdicts, and keeps what is needed to find the cause of a violation. */
final class Conclusion {
    private static final Map<String, String> SET_ROWS = Map.of(
            "packets", "SELECT * FROM packets.packets",
            "packet_log", "SELECT * FROM packets.packet_log",
            "open_packets", "SELECT * FROM packets.open_packets",
            "outbox", "SELECT * FROM packets.outbox");
    private static final Map<String, String> LEDGER_ROWS = Map.of(
            "transfers_1", "SELECT * FROM accounts_1.transfers",
            "entries_1", "SELECT * FROM accounts_1.entries",
            "wallets_1", "SELECT * FROM accounts_1.wallets",
            "transfers_2", "SELECT * FROM accounts_2.transfers",
            "entries_2", "SELECT * FROM accounts_2.entries",
            "wallets_2", "SELECT * FROM accounts_2.wallets");

    private final StateDirectory state;
    private final String name;
    private final long seed;
    private final List<String> timeline = new ArrayList<>();

    Conclusion(StateDirectory state, String name, long seed) {
        this.state = state;
        this.name = name;
        this.seed = seed;
    }

    /** Prints a line of the timeline and keeps it. */
    void say(String line) {
        System.out.println(line);
        timeline.add(line);
    }

    /** Whether every verdict holds. */
    boolean conclude(List<Verdict> verdicts, Journal journal) throws IOException {
        verdicts.forEach(System.out::println);
        boolean holds = verdicts.stream().allMatch(Verdict::holds);
        if (!holds) {
            System.out.println("\nWhat is needed to find the cause: " + keep(verdicts, journal));
        }
        System.out.println(holds ? "\nPASS" : "\nFAIL");
        return holds;
    }

    private Path keep(List<Verdict> verdicts, Journal journal) throws IOException {
        Path directory = state.root().resolve("chaos").resolve(name + "-" + seed);
        Directories.delete(directory);
        Files.createDirectories(directory.resolve("rows"));
        Files.write(directory.resolve("timeline.txt"), timeline);
        Files.write(
                directory.resolve("verdicts.txt"),
                verdicts.stream().map(Verdict::toString).toList());
        Files.write(
                directory.resolve("answers.txt"),
                Stream.concat(
                                journal.openedFen().entrySet().stream()
                                        .map(open -> open.getKey() + " was told " + open.getValue() + " fen"),
                                journal.unanswered().stream().map(open -> open + " has no answer"))
                        .sorted()
                        .toList());
        keepState(directory);
        keepRows(directory.resolve("rows"));
        keepLogs(directory.resolve("logs"));
        return directory;
    }

    private void keepState(Path directory) throws IOException {
        try {
            ControlClient control = new ControlClient(state);
            Files.writeString(directory.resolve("processes.txt"), control.ask("status"));
            Files.writeString(directory.resolve("faults.txt"), control.ask("faults"));
        } catch (IllegalStateException e) {
            Files.writeString(directory.resolve("processes.txt"), e.toString());
        }
    }

    private void keepRows(Path directory) throws IOException {
        Databases databases = new Databases(state);
        List<String> groups = new ArrayList<>(databases.sets());
        groups.add("accounts");
        for (String group : groups) {
            for (String member : databases.members(group)) {
                for (Map.Entry<String, String> query : (group.equals("accounts") ? LEDGER_ROWS : SET_ROWS).entrySet()) {
                    Path file = directory.resolve(member + "-" + query.getKey() + ".txt");
                    try {
                        Files.write(file, databases.rowsOf(member, query.getValue()));
                    } catch (SQLException e) {
                        Files.writeString(file, e.toString());
                    }
                }
            }
        }
    }

    private void keepLogs(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path logs = state.log("supervisor").toAbsolutePath().getParent();
        if (logs == null) {
            return;
        }
        try (Stream<Path> files = Files.list(logs)) {
            for (Path log : files.filter(Files::isRegularFile).toList()) {
                Files.copy(log, directory.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
