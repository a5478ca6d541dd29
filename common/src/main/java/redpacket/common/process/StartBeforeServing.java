package redpacket.common.process;

import org.springframework.context.SmartLifecycle;

/**
 * Work at start that needs the outside world, such as migrations: done after the beans are made and before anything is
 * served, listened to or scheduled. So a process can be assembled, and its start be rehearsed, without a database.
 */
public abstract class StartBeforeServing implements SmartLifecycle {
    /** Before the web server and the listeners, which have phases near the largest integer. */
    private static final int PHASE = 0;

    private volatile boolean running;

    protected abstract void begin();

    protected abstract void end();

    @Override
    public final void start() {
        begin();
        running = true;
    }

    @Override
    public final void stop() {
        running = false;
        end();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return PHASE;
    }
}
