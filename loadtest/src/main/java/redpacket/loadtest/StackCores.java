package redpacket.loadtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.shake.Pinned;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** Which cores the stack has and which the load generator, where the machine has taskset. */
final class StackCores {
    private final StateDirectory state;

    StackCores(StateDirectory state) {
        this.state = state;
    }

    /** The stack on this core and the load generator on another; null for each on all of them. */
    void pin(@Nullable String core) throws IOException, InterruptedException {
        if (!Pinned.possible()) {
            return;
        }
        String all = "0-" + (Pinned.cores() - 1);
        for (long pid : processes()) {
            Pinned.process(pid, core == null ? all : core);
        }
        Pinned.process(ProcessHandle.current().pid(), core == null ? all : "1-" + all.substring(2));
    }

    private List<Long> processes() {
        List<Long> pids = new ArrayList<>();
        for (String row : new ControlClient(state).ask("status").lines().toList()) {
            String pid = row.split("\t", -1)[2];
            if (!pid.equals("-")) {
                pids.add(Long.parseLong(pid));
            }
        }
        return pids;
    }
}
