package redpacket.common.client;

import java.time.Duration;

/**
 * Bounds of the calls to one service.
 *
 * @param key the configuration key that a rejected value is reported under
 * @param connectTimeout of one connection
 * @param responseTimeout of one attempt, from its first byte to its last
 * @param callsMax calls in flight at once
 * @param callWait longest wait for one of them to end
 * @param attemptsMax instances that one call may be sent to
 * @param breakerCalls calls that an instance's breaker judges by
 * @param breakerFailurePercent share of them without an answer that opens the breaker
 * @param breakerOpen an open breaker keeps calls back for this long; an instance without an answer gets one trial call
 *     in this time while another instance answers
 */
public record CallSettings(
        String key,
        Duration connectTimeout,
        Duration responseTimeout,
        int callsMax,
        Duration callWait,
        int attemptsMax,
        int breakerCalls,
        int breakerFailurePercent,
        Duration breakerOpen) {
    private static final int ATTEMPTS_MAX = 2;
    private static final int BREAKER_CALLS = 20;
    private static final int BREAKER_FAILURE_PERCENT = 50;
    private static final Duration BREAKER_OPEN = Duration.ofSeconds(1);
    private static final int PERCENT_MAX = 100;

    public CallSettings {
        if (connectTimeout.toMillis() < 1 || responseTimeout.toMillis() < 1 || callsMax < 1 || attemptsMax < 1) {
            throw new IllegalArgumentException(
                    key + ": time-outs are 1 ms or more, and so are the numbers of calls and attempts");
        }
        if (callWait.isNegative()) {
            throw new IllegalArgumentException(key + ": the wait for a call in flight is not negative");
        }
        if (breakerCalls < 1
                || breakerFailurePercent < 1
                || breakerFailurePercent > PERCENT_MAX
                || breakerOpen.toMillis() < 1) {
            throw new IllegalArgumentException(key + ": a breaker judges by 1 call or more, opens at 1 to 100 percent"
                    + " and stays open for 1 ms or more");
        }
    }

    /** A call waits for none in flight, and the breaker has its usual bounds. */
    public static CallSettings of(String key, long connectMillis, long responseMillis, int callsMax) {
        return new CallSettings(
                key,
                Duration.ofMillis(connectMillis),
                Duration.ofMillis(responseMillis),
                callsMax,
                Duration.ZERO,
                ATTEMPTS_MAX,
                BREAKER_CALLS,
                BREAKER_FAILURE_PERCENT,
                BREAKER_OPEN);
    }

    /** A call above the bound waits this long for one in flight to end. */
    public CallSettings waiting(Duration longest) {
        return new CallSettings(
                key,
                connectTimeout,
                responseTimeout,
                callsMax,
                longest,
                attemptsMax,
                breakerCalls,
                breakerFailurePercent,
                breakerOpen);
    }
}
