package redpacket.loadtest.stack;

import java.util.stream.Collectors;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** A stack of which every process is ready: a measurement of a part of it has no meaning. */
public final class ReadyStack {
    private ReadyStack() {}

    /** Returns the state of the stack; fails with the names of processes that are not ready. */
    public static StateDirectory require(StateDirectory state) {
        String missing = missing(new ControlClient(state).ask("status"));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Not ready: " + missing + ". ./redpacket status shows more.");
        }
        return state;
    }

    static String missing(String table) {
        return table.lines()
                .map(row -> row.split("\t", -1))
                .filter(cells -> !cells[1].equals("READY"))
                .map(cells -> cells[0])
                .collect(Collectors.joining(", "));
    }
}
