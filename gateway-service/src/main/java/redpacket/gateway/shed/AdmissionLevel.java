package redpacket.gateway.shed;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How far down the ranks requests are let in (DAGOR's admission level). A rank is a class and a user's rank in it; the
 * first ranks are the most important. At the end of each window the level moves to where, by what usually arrives, the
 * wanted number of requests is let in. One window says little of that: while a process has no turn, nothing arrives.
 */
final class AdmissionLevel {
    /** Of what usually arrives, that is from the latest window. */
    private static final double LATEST = 0.25;
    /** In a window, of a rank: less is nothing. */
    private static final double NOTHING = 0.01;

    private final int ranks;
    private final int floor;
    /** What arrives in a window, by rank; whoever ends windows alone touches it. */
    private final double[] usual;
    /** What arrived in the window that ended last, by rank; as that. */
    private final int[] latest;

    private final AtomicIntegerArray arrivals;
    private volatile int level;

    /** The floor of these ranks is always let in: a gateway that serves nobody learns nothing of how it is. */
    AdmissionLevel(int ranks, int floor) {
        this.ranks = ranks;
        this.floor = floor;
        this.usual = new double[ranks];
        this.latest = new int[ranks];
        this.arrivals = new AtomicIntegerArray(ranks);
        this.level = ranks;
    }

    boolean arrive(int rank) {
        arrivals.incrementAndGet(rank);
        return rank < level;
    }

    boolean isOpen() {
        return level == ranks;
    }

    int level() {
        return level;
    }

    /** What arrived in the window that ends, and how much of it the level lets in. */
    Window end() {
        int all = 0;
        int admitted = 0;
        double usually = 0;
        int now = level;
        for (int rank = 0; rank < ranks; rank++) {
            int count = arrivals.getAndSet(rank, 0);
            latest[rank] = count;
            usual[rank] += LATEST * (count - usual[rank]);
            if (usual[rank] < NOTHING) {
                usual[rank] = 0;
            }
            all += count;
            if (rank < now) {
                admitted += count;
                usually += usual[rank];
            }
        }
        return new Window(all, admitted, usually);
    }

    /** Of these ranks, how many were let in in the window that ended last; before the level moves. */
    int admitted(int from, int to) {
        int sum = 0;
        for (int rank = from; rank < Math.min(to, level); rank++) {
            sum += latest[rank];
        }
        return sum;
    }

    /** Lets in this part of what usually is let in less, of what comes after the ranks that are kept. */
    void lower(Window window, double part, int kept) {
        lessen(window.usually * part, kept);
    }

    /** Lets in this part of these ranks less, where it lets in nothing below them any more. */
    void thin(double part, int from, int to) {
        double own = 0;
        for (int rank = from; rank < Math.min(to, level); rank++) {
            own += usual[rank];
        }
        lessen(own * part, from);
    }

    private void lessen(double less, int kept) {
        int lowest = Math.max(floor, kept);
        int next = level;
        for (double sum = 0; next > lowest && sum < less; next--) {
            sum += usual[next - 1];
        }
        level = next;
    }

    /** Lets in this part of what usually is let in more, of the ranks up to this one. */
    void raise(Window window, double part, int highest) {
        double wanted = window.usually + Math.max(1, window.usually * part);
        int next = level;
        double sum = window.usually;
        while (next < highest && sum < wanted) {
            sum += usual[next];
            next++;
        }
        // Ranks of which nothing comes cost nothing.
        while (next < highest && usual[next] == 0) {
            next++;
        }
        level = next;
    }

    /**
     * @param all that arrived
     * @param admitted of these
     * @param usually let in at this level, in such a window
     */
    record Window(int all, int admitted, double usually) {}
}
