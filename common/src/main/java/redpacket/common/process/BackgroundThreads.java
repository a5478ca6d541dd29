package redpacket.common.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what follows by itself and catches up: relays, consumers, copies, reconciliation. Where the processors are
 * short such a thread has a third of the turn of one that somebody waits for, in the same process.
 *
 * <p>Java's own thread priorities do nothing on Linux without root. Linux keeps a nice value for each thread, and anybody
 * may raise their own (nice(2), under "C library/kernel differences"); on other systems it would be the whole process,
 * so these threads are as all others there.
 */
public final class BackgroundThreads {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);
    /** Each place is a fifth less of a turn: 1.25 to the fifth is three. */
    private static final int PLACES_BACK = 5;

    private static final Optional<MethodHandle> NICE = findNice();

    private BackgroundThreads() {}

    /** A daemon. */
    public static Thread unstarted(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).unstarted(steppingBack(work));
    }

    /** Daemons, named with this and a number. */
    public static ThreadFactory factory(String namePrefix) {
        ThreadFactory named = Thread.ofPlatform().daemon().name(namePrefix, 0).factory();
        return work -> named.newThread(steppingBack(work));
    }

    private static Runnable steppingBack(Runnable work) {
        return () -> {
            NICE.ifPresent(BackgroundThreads::stepBack);
            work.run();
        };
    }

    private static void stepBack(MethodHandle nice) {
        try {
            var unused = (int) nice.invokeExact(PLACES_BACK);
        } catch (Throwable e) {
            LOG.debug(
                    "{} has its turn as all others: {}", Thread.currentThread().getName(), e.toString());
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> findNice() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("nice")
                    .map(address -> linker.downcallHandle(
                            address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        } catch (RuntimeException e) {
            LOG.info("threads that follow have their turn as all others: {}", e.toString());
            return Optional.empty();
        }
    }
}
