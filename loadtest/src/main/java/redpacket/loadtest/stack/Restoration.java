package redpacket.loadtest.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Undoes what a bench changed in the stack, the last change first: when it is closed, and also when SIGINT or SIGTERM
 * ends this process. Each change is undone once.
 */
public final class Restoration implements AutoCloseable {
    private final Deque<Change> changes = new ArrayDeque<>();
    private final Thread hook = new Thread(this::undoAll, "restoration");

    private record Change(String restores, Undo undo) {}

    /** Undoes one change. */
    @FunctionalInterface
    public interface Undo {
        void run() throws Exception;
    }

    public Restoration() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * To be called before the change is made.
     *
     * @param restores the restored state in words, such as "grab-1 runs"
     */
    public void add(String restores, Undo undo) {
        synchronized (changes) {
            changes.push(new Change(restores, undo));
        }
    }

    /** Undoes one change before the others. */
    public void undo(String restores) {
        synchronized (changes) {
            List<Change> due = changes.stream()
                    .filter(change -> change.restores().equals(restores))
                    .toList();
            changes.removeAll(due);
            due.forEach(Restoration::undo);
        }
    }

    private void undoAll() {
        synchronized (changes) {
            while (!changes.isEmpty()) {
                undo(changes.pop());
            }
        }
    }

    private static void undo(Change change) {
        try {
            change.undo().run();
            System.out.println("Restored: " + change.restores());
        } catch (Exception e) {
            // The other changes are still undone.
            System.err.println("NOT restored: " + change.restores() + ": " + e);
        }
    }

    @Override
    public void close() {
        undoAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook finds nothing left to undo.
        }
    }
}
