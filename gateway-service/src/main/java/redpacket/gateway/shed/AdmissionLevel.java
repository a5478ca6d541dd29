package redpacket.gateway.shed;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How far down the ranks requests are let in (DAGOR's admission level). A rank is a class and a user's rank in it; the
 * first ranks are the most important. At the end of each window the level moves to where, by what arrived in the
 * window, the wanted number of requests would have been let in.
 */
final class AdmissionLevel {
    private final int ranks;
    private final int floor;
    private final AtomicIntegerArray arrivals;
    private volatile int level;

    /** The floor of these ranks is always let in: a gateway that serves nobody learns nothing of how it is. */
    AdmissionLevel(int ranks, int floor) {
        this.ranks = ranks;
        this.floor = floor;
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
        int[] counts = new int[ranks];
        int all = 0;
        int admitted = 0;
        int now = level;
        for (int rank = 0; rank < ranks; rank++) {
            counts[rank] = arrivals.getAndSet(rank, 0);
            all += counts[rank];
            admitted += rank < now ? counts[rank] : 0;
        }
        return new Window(counts, all, admitted);
    }

    /** Lets in this part of the window's requests less. */
    void lower(Window window, double part) {
        double wanted = window.admitted * (1 - part);
        int next = level;
        for (double sum = window.admitted; next > floor && sum > wanted; next--) {
            sum -= window.counts[next - 1];
        }
        level = next;
    }

    /** Lets in this part of the window's requests more. */
    void raise(Window window, double part) {
        double wanted = window.admitted + Math.max(1, window.admitted * part);
        int next = level;
        double sum = window.admitted;
        while (next < ranks && sum < wanted) {
            sum += window.counts[next];
            next++;
        }
        // Ranks of which nothing came cost nothing.
        while (next < ranks && window.counts[next] == 0) {
            next++;
        }
        level = next;
    }

    static final class Window {
        private final int[] counts;
        private final int all;
        private final int admitted;

        private Window(int[] counts, int all, int admitted) {
            this.counts = counts;
            this.all = all;
            this.admitted = admitted;
        }

        int all() {
            return all;
        }

        int admitted() {
            return admitted;
        }
    }
}
