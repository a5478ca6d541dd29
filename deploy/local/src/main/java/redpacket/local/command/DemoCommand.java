package redpacket.local.command;

import redpacket.local.stack.StateDirectory;

final class DemoCommand {
    private final StateDirectory state;

    DemoCommand(StateDirectory state) {
        this.state = state;
    }

    int run() {
        System.out.println(state);
        return 1;
    }
}
