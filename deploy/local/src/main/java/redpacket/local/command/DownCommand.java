package redpacket.local.command;

import redpacket.local.stack.StateDirectory;

/** Stops a stack; nothing of it is left running. */
final class DownCommand {
    private static final long WAIT_NANOS = 90_000_000_000L;

    private final StateDirectory state;

    DownCommand(StateDirectory state) {
        this.state = state;
    }

    int run() throws InterruptedException {
        ControlClient control = new ControlClient(state);
        if (control.supervisorRuns()) {
            try {
                control.send("down");
                long end = System.nanoTime() + WAIT_NANOS;
                while (control.supervisorRuns() && System.nanoTime() < end) {
                    Thread.sleep(50);
                }
            } catch (IllegalStateException e) {
                System.err.println("the supervisor does not answer; its processes are ended one by one");
            }
        }
        StoppedProcesses.stop(state);
        System.out.println("Down. The state stays in " + state.root() + "; ./redpacket up goes on from it.");
        return 0;
    }
}
