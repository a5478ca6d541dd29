package redpacket.loadtest;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import redpacket.local.stack.StateDirectory;

/** The same work again and again, apart from what is measured, until the compilers of who does it are quiet. */
public final class WarmUp {
    private static final int TURNS_MAX = 10;
    /** Cores that the compilers of a whole stack keep busy when they are done. */
    private static final double STACK_QUIET = 0.1;

    private final DoubleSupplier compilerSeconds;
    private final double quiet;
    private final Settling settling;

    /** Of the services of a stack. */
    WarmUp(StateDirectory state, OpenLoad load) {
        this(() -> ProcessorTime.now(state).compilerSeconds(), STACK_QUIET, load::drain);
    }

    /**
     * Of a server of its own.
     *
     * @param compilerSeconds that its compilers have used so far
     * @param quiet cores that they keep busy when they are done
     */
    public WarmUp(DoubleSupplier compilerSeconds, double quiet) {
        this(compilerSeconds, quiet, () -> {});
    }

    private WarmUp(DoubleSupplier compilerSeconds, double quiet, Settling settling) {
        this.compilerSeconds = compilerSeconds;
        this.quiet = quiet;
        this.settling = settling;
    }

    /** Some work; what it has done a second. */
    public interface Turn {
        double run() throws InterruptedException;
    }

    /** What has to end before the next turn. */
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
            if (compilers < quiet) {
                return;
            }
        }
    }
}
