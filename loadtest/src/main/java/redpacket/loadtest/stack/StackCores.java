package redpacket.loadtest.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** Assigns cores to the stack and to the load generator, if the machine has taskset. */
public final class StackCores {
    private final StateDirectory state;

    public StackCores(StateDirectory state) {
        this.state = state;
    }

    /** Pins the stack to this core and the load generator to the others; null for all cores for both. */
    public void pin(@Nullable String core) throws IOException, InterruptedException {
        if (!PinnedProcess.possible()) {
            return;
        }
        String all = "0-" + (PinnedProcess.cores() - 1);
        for (long pid : processes()) {
            PinnedProcess.process(pid, core == null ? all : core);
        }
        PinnedProcess.process(ProcessHandle.current().pid(), core == null ? all : "1-" + all.substring(2));
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
