package redpacket.common.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads on which an HTTP client handles what has come for it: short tasks that wait for nothing, of calls whose number
 * their callers bound. Platform threads, since a phone may wait for them: a carrier of virtual threads may have been
 * started by a thread that steps back, and then has its share of a turn (see {@link BackgroundThreads}).
 */
public final class ClientThreads {
    private static final int COUNT = 2;

    private ClientThreads() {}

    /** Daemons, named with this and a number; they end with the process. */
    public static ExecutorService named(String name) {
        return Executors.newFixedThreadPool(
                COUNT, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }
}
