package redpacket.loadtest;

import java.util.Locale;
import redpacket.local.stack.StateDirectory;

/** The same work again and again, apart from what is measured, until the services' compilers are quiet. */
final class WarmUp {
    private static final int TURNS_MAX = 10;
    /** Cores that compilers keep busy when they are done. */
    private static final double QUIET = 0.1;

    private final StateDirectory state;
    private final OpenLoad load;

    WarmUp(StateDirectory state, OpenLoad load) {
        this.state = state;
        this.load = load;
    }

    /** Some work; what it has done a second. */
    interface Turn {
        double run() throws InterruptedException;
    }

    void run(Turn turn) throws InterruptedException {
        for (int turns = 1; turns <= TURNS_MAX; turns++) {
            ProcessorTime before = ProcessorTime.now(state);
            long begun = System.nanoTime();
            double done = turn.run();
            double compilers = ProcessorTime.now(state).compilersSince(before, (System.nanoTime() - begun) / 1e9);
            System.out.printf(Locale.ROOT, "warming up: %.0f a second, compilers %.2f cores%n", done, compilers);
            load.drain();
            if (compilers < QUIET) {
                return;
            }
        }
    }
}
