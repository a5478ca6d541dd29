package redpacket.local.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose turn it is where all share a laptop's processors; in production these are other machines. Who is one place
 * further back has less of a turn where both want it (Linux, sched(7)): late, and never starved.
 */
public enum Precedence {
    /** Who refuses what is too much must have its turn, or everything queues before it. */
    EDGE(0),
    /** What a phone waits for when it grabs, opens or shares; with a third of an equal turn, since many processes are it. */
    OPENING(5),
    /** The ledger, for which a send waits and a credit does not; with 2/3 of that. */
    LEDGER(7),
    /** What follows by itself and catches up: events; with half of that. */
    FOLLOWING(10);

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final int niceness;

    Precedence(int niceness) {
        this.niceness = niceness;
    }

    /** The command with its precedence; the process that it starts keeps its pid. */
    public List<String> of(List<String> command) {
        if (niceness == 0 || !Files.isExecutable(NICE)) {
            return command;
        }
        List<String> nice = new ArrayList<>(List.of(NICE.toString(), "-n", Integer.toString(niceness)));
        nice.addAll(command);
        return nice;
    }
}
