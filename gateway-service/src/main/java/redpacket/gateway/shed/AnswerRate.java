package redpacket.gateway.shed;

/**
 * The rate of answers: that of the last window or of about the last second, whichever is higher. Answers arrive by the
 * commit, so one window with a slow commit must not lower the rate. Not thread-safe but for reading.
 */
final class AnswerRate {
    private static final double SMOOTHING_NANOS = 1e9;

    private volatile double lastSecond;

    /** Adds a window and gives the rate in answers a nanosecond. */
    double add(long answers, long nanos) {
        double window = (double) answers / nanos;
        double previous = lastSecond;
        lastSecond = previous + nanos / (nanos + SMOOTHING_NANOS) * (window - previous);
        return Math.max(window, lastSecond);
    }

    double lastSecond() {
        return lastSecond;
    }
}
