package redpacket.local.supervise;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import redpacket.local.server.ChildProcess;

/**
 * A process that the supervisor starts, restarts and stops.
 *
 * <p>States: STARTING → READY (it answers). STARTING or READY → WAITING (it died). WAITING → STARTING after a pause
 * that doubles from 0.5 to 10 s and is reset after 30 s of life. Any → DOWN (the command kill) → STARTING (the command
 * start). Any → DOWN when the stack stops, with no way back.
 */
final class ManagedProcess {
    private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
    private static final Duration PAUSE_LAST = Duration.ofSeconds(10);
    private static final Duration LONG_LIFE = Duration.ofSeconds(30);

    enum State {
        STARTING,
        READY,
        WAITING,
        DOWN
    }

    @FunctionalInterface
    interface Starter {
        @Nullable
        ChildProcess start() throws IOException;
    }

    private final String name;
    private final int port;
    private final Starter starter;
    private final BooleanSupplier answers;
    private State state = State.WAITING;
    private @Nullable ChildProcess process;
    private boolean stopped;
    private int restarts;
    private long startedNanos;
    private long nextStartNanos;
    private Duration pause = PAUSE_FIRST;

    ManagedProcess(String name, int port, Starter starter, BooleanSupplier answers) {
        this.name = name;
        this.port = port;
        this.starter = starter;
        this.answers = answers;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    synchronized State state() {
        return state;
    }

    synchronized int restarts() {
        return restarts;
    }

    synchronized @Nullable ChildProcess process() {
        return process;
    }

    synchronized void start() throws IOException {
        if (stopped) {
            return;
        }
        process = starter.start();
        state = State.STARTING;
        startedNanos = System.nanoTime();
    }

    /** Checks the process once, and restarts it if that is due. True if it has died since the last check. */
    boolean tick() throws IOException {
        boolean ask;
        synchronized (this) {
            if (state == State.DOWN) {
                return false;
            }
            ChildProcess current = process;
            if (current != null && !current.isAlive()) {
                if (System.nanoTime() - startedNanos > LONG_LIFE.toNanos()) {
                    pause = PAUSE_FIRST;
                }
                process = null;
                state = State.WAITING;
                restarts++;
                nextStartNanos = System.nanoTime() + pause.toNanos();
                pause = pause.multipliedBy(2).compareTo(PAUSE_LAST) > 0 ? PAUSE_LAST : pause.multipliedBy(2);
                return true;
            }
            if (state == State.WAITING && current == null && System.nanoTime() - nextStartNanos > 0) {
                start();
            }
            ask = state == State.STARTING;
        }
        if (ask && answers.getAsBoolean()) {
            synchronized (this) {
                if (state == State.STARTING) {
                    state = State.READY;
                }
            }
        }
        return false;
    }

    /** Whether it answers at this moment. */
    boolean answersNow() {
        return answers.getAsBoolean();
    }

    /** Sends SIGKILL. The process stays down until the command start. */
    synchronized void kill() {
        state = State.DOWN;
        ChildProcess current = process;
        if (current != null) {
            current.kill();
        }
        process = null;
    }

    synchronized void comeBack() throws IOException {
        if (state == State.DOWN) {
            pause = PAUSE_FIRST;
            start();
        }
    }

    /** Sends SIGTERM. The process is never started again. */
    synchronized void stop() {
        stopped = true;
        state = State.DOWN;
        ChildProcess current = process;
        if (current != null) {
            current.stop();
        }
    }
}
