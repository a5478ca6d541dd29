package redpacket.local.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose turn it is where all share a laptop's processors. What a phone waits for goes first; what follows each open on
 * its own (ledger, inbox, events) takes what is left, and catches up. In production these are other machines.
 */
public enum Precedence {
    FIRST,
    YIELDS;

    private static final Path NICE = Path.of("/usr/bin/nice");
    /** A tenth of the turn of one that goes first, where both want it (Linux, sched(7)): late, and never starved. */
    private static final String NICENESS = "10";

    /** The command with its precedence; the process that it starts keeps its pid. */
    public List<String> of(List<String> command) {
        if (this == FIRST || !Files.isExecutable(NICE)) {
            return command;
        }
        List<String> nice = new ArrayList<>(List.of(NICE.toString(), "-n", NICENESS));
        nice.addAll(command);
        return nice;
    }
}
