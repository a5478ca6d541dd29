package redpacket.loadtest.bench.overload;

/**
 * The capacity of a stack, in calls or opens a second.
 *
 * @param atMost calls served at the load with the most useful opens
 * @param peak useful opens at that load; 0 if unknown
 * @param whole the highest load at which all opens are useful
 * @param every the highest load at which every call is served
 * @param offeredMax the highest load that the load generator can begin in time
 */
record Capacity(double atMost, double peak, double whole, double every, double offeredMax) {
    /** The part of the offered calls that counts as all of them. */
    static final double ALL = 0.95;

    static final double OFFERED_MAX = 20_000;
    private static final double OFFERED_FIRST = 150;
    private static final double STEP = 1.7;
    /** Steps in a row without more useful opens, after which the search ends. */
    private static final int PAST_PEAK_MAX = 2;
    /** A load generator whose calls begin later than this has no CPU time left. */
    private static final double LATE_MILLIS_MAX = 50;

    /** A short run at some load, in calls a second. */
    interface Trial {
        Tally offer(double perSecond) throws InterruptedException;
    }

    /** Tries more and more load, until no more opens are useful or the load generator cannot begin more calls. */
    static Capacity find(Trial trial) throws InterruptedException {
        Capacity found = new Capacity(0, 0, OFFERED_FIRST, OFFERED_FIRST, OFFERED_MAX);
        int pastPeak = 0;
        for (double offered = OFFERED_FIRST; pastPeak < PAST_PEAK_MAX && offered <= OFFERED_MAX; offered *= STEP) {
            Tally tally = trial.offer(offered);
            if (tally.lateP99Millis() > LATE_MILLIS_MAX) {
                System.out.println("  the load generator cannot offer that");
                return new Capacity(found.atMost, found.peak, found.whole, found.every, offered / STEP);
            }
            // Shakes are cheap and are still served when nothing else is, so the peak is by opens.
            boolean isPeak = tally.goodput() > found.peak;
            pastPeak = isPeak ? 0 : pastPeak + 1;
            found = new Capacity(
                    isPeak ? tally.servedASecond() : found.atMost,
                    isPeak ? tally.goodput() : found.peak,
                    tally.goodput() >= ALL * tally.offeredASecond(Mix.Kind.OPEN) ? offered : found.whole,
                    tally.servedASecond() >= ALL * offered ? offered : found.every,
                    OFFERED_MAX);
        }
        return found;
    }
}
