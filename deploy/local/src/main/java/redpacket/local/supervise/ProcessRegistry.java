package redpacket.local.supervise;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redpacket.local.server.MemberServers;

/**
 * The managed processes and member groups of a stack. Each has a thread of its own, so one that hangs delays no other.
 */
final class ProcessRegistry {
    private static final long GROUP_MILLIS = 100;
    private static final long PROCESS_MILLIS = 200;
    private static final int FAULTS_MAX = 20;

    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final Deque<String> faults = new ArrayDeque<>();
    private volatile boolean open = true;

    /** Starts a process and keeps it running from then on. */
    void start(ManagedProcess process) throws IOException {
        synchronized (processes) {
            processes.put(process.name(), process);
        }
        process.start();
        keep(process.name(), PROCESS_MILLIS, () -> {
            if (process.tick()) {
                fault(process.name() + " died; it is started again");
            }
        });
    }

    void keep(MemberServers group) {
        keep(group.name(), GROUP_MILLIS, () -> {
            String before = group.primaryName();
            group.tick();
            String after = group.primaryName();
            if (before != null && !before.equals(after)) {
                fault(after == null ? before + " is the primary no longer" : after + " is the primary after " + before);
            }
        });
    }

    List<ManagedProcess> all() {
        synchronized (processes) {
            return List.copyOf(processes.values());
        }
    }

    Optional<ManagedProcess> find(String name) {
        synchronized (processes) {
            return Optional.ofNullable(processes.get(name));
        }
    }

    /** Ends all restarts and promotions. */
    void close() {
        open = false;
    }

    /** Runs a check at this interval until {@link #close}. */
    void repeat(String name, long millis, Runnable check) {
        keep(name, millis, check::run);
    }

    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private void keep(String name, long millis, Check check) {
        Thread.ofPlatform().daemon().name("keep-" + name).start(() -> {
            while (open) {
                try {
                    check.run();
                } catch (IOException | RuntimeException e) {
                    log(name + ": " + e);
                }
                pause(millis);
            }
        });
    }

    /** Records a fault, also one by command, for {@code status}. */
    void fault(String what) {
        String line = Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what;
        synchronized (faults) {
            if (faults.size() == FAULTS_MAX) {
                faults.removeFirst();
            }
            faults.addLast(line);
        }
        System.out.println(line);
    }

    /** The last faults, the latest at the end. */
    List<String> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    private static void log(String line) {
        System.out.println(Instant.now() + " " + line);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
