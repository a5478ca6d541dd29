package redpacket.local.command;

import java.time.Duration;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** Stops every process of a stack. */
final class DownCommand {
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(90);

    private final StateDirectory state;

    DownCommand(StateDirectory state) {
        this.state = state;
    }

    int run() throws InterruptedException {
        ControlClient control = new ControlClient(state);
        if (control.supervisorRuns()) {
            try {
                control.send("down");
                var unused = control.supervisorEndsWithin(ENDS_WITHIN);
            } catch (IllegalStateException e) {
                System.err.println("the supervisor does not answer; its processes are stopped one by one");
            }
        }
        StoppedProcesses.stop(state);
        System.out.println("Down. The state stays in " + state.root() + "; ./redpacket up continues from it.");
        return 0;
    }
}
