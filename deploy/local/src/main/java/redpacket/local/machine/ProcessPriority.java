package redpacket.local.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU priorities of the processes that share one machine. In production they run on machines of their own. A lower
 * priority gets a smaller share of a busy CPU and is never starved (Linux, sched(7)).
 */
public enum ProcessPriority {
    /** The gateway: if it waits for CPU time, it cannot refuse excess load, and every request queues in front of it. */
    EDGE(0),
    /** Processes on the path of a grab, an open or a share: a third of an equal share each, because there are many. */
    OPENING(5),
    /** The ledger: a send waits for it and a credit does not. Two thirds of OPENING. */
    LEDGER(7),
    /** Background work, such as events, which catches up later. Half of LEDGER. */
    BACKGROUND(10);

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final int niceness;

    ProcessPriority(int niceness) {
        this.niceness = niceness;
    }

    /** The command at this priority. The started process keeps its pid. */
    public List<String> of(List<String> command) {
        if (niceness == 0 || !Files.isExecutable(NICE)) {
            return command;
        }
        List<String> nice = new ArrayList<>(List.of(NICE.toString(), "-n", Integer.toString(niceness)));
        nice.addAll(command);
        return nice;
    }
}
