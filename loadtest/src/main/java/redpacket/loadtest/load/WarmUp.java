package redpacket.loadtest.load;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import redpacket.loadtest.stack.ProcessorTime;
import redpacket.local.stack.StateDirectory;

/** Repeats a piece of work before a measurement, until the JIT compilers of the measured processes are idle. */
public final class WarmUp {
    private static final int TURNS_MAX = 10;
    /** Compilers of a whole stack that use fewer cores than this are idle. */
    private static final double STACK_IDLE_CORES = 0.1;

    private final DoubleSupplier compilerSeconds;
    private final double idleCores;
    private final Settling settling;

    /** Watches the compilers of a stack's services. */
    public WarmUp(StateDirectory state, OpenLoad load) {
        this(() -> ProcessorTime.now(state).compilerSeconds(), STACK_IDLE_CORES, load::drain);
    }

    /**
     * Watches the compilers of one server.
     *
     * @param compilerSeconds CPU time of its compilers so far
     * @param idleCores compilers that use fewer cores than this are idle
     */
    public WarmUp(DoubleSupplier compilerSeconds, double idleCores) {
        this(compilerSeconds, idleCores, () -> {});
    }

    private WarmUp(DoubleSupplier compilerSeconds, double idleCores, Settling settling) {
        this.compilerSeconds = compilerSeconds;
        this.idleCores = idleCores;
        this.settling = settling;
    }

    /** Some work. Returns its calls a second. */
    public interface Turn {
        double run() throws InterruptedException;
    }

    /** Waits for background work before the next turn. */
    private interface Settling {
        void await() throws InterruptedException;
    }

    public void run(Turn turn) throws InterruptedException {
        for (int turns = 1; turns <= TURNS_MAX; turns++) {
            double before = compilerSeconds.getAsDouble();
            long begun = System.nanoTime();
            double done = turn.run();
            double compilers = (compilerSeconds.getAsDouble() - before) / ((System.nanoTime() - begun) / 1e9);
            System.out.printf(Locale.ROOT, "warming up: %.0f a second, compilers %.2f cores%n", done, compilers);
            settling.await();
            if (compilers < idleCores) {
                return;
            }
        }
    }
}
