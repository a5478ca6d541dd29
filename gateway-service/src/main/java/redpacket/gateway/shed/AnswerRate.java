package redpacket.gateway.shed;

/**
 * Answers a nanosecond, of a window or of about the last second where that is more: answers come by the commit, and one
 * slow commit says nothing of what the next ones can do. Whoever ends a window adds to it, one at a time.
 */
final class AnswerRate {
    /** For which a rate is remembered. */
    private static final double REMEMBERED_NANOS = 1e9;

    private volatile double lastSecond;

    /** The rate now that so many were answered in a window of so long. */
    double add(long answered, long nanos) {
        double here = (double) answered / nanos;
        double before = lastSecond;
        double part = nanos / (nanos + REMEMBERED_NANOS);
        lastSecond = before + part * (here - before);
        return Math.max(here, lastSecond);
    }

    double lastSecond() {
        return lastSecond;
    }
}
