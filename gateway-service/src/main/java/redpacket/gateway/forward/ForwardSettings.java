package redpacket.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of calls to services. Each service, and each set of it, has a pool, a bulkhead and a breaker.
 *
 * @param connectionsMax connections of one pool to one instance
 * @param pendingAcquiresMax calls that wait for a connection of one pool
 * @param concurrentMax concurrent calls of one bulkhead; a further call is 503 at once
 * @param connectTimeoutMillis time until the next instance is tried
 * @param answerTimeoutMillis time-out of a call that changes something; after it the outcome is unknown
 * @param readAnswerTimeoutMillis time-out of a call that only reads
 * @param answerBytesMax length of an answer; a longer one is a failure of the service
 * @param breakerFailurePercent failed calls of the last breakerWindowSeconds that open a breaker
 * @param breakerCallsMin calls in the window below which a breaker does not open
 * @param breakerOpenMillis time until an open breaker lets trial calls through
 * @param retryPercentMax second tries, as a percentage of first tries
 * @param retryReserve second tries that may be made at once
 */
@ConfigurationProperties("redpacket.gateway.forward")
record ForwardSettings(
        @DefaultValue("512") int connectionsMax,
        @DefaultValue("1024") int pendingAcquiresMax,
        @DefaultValue("500") int acquireTimeoutMillis,
        @DefaultValue("1536") int concurrentMax,
        @DefaultValue("300") int connectTimeoutMillis,
        @DefaultValue("3000") int answerTimeoutMillis,
        @DefaultValue("2000") int readAnswerTimeoutMillis,
        @DefaultValue("30000") int connectionIdleMillisMax,
        @DefaultValue("600000") int connectionLifeMillisMax,
        @DefaultValue("1048576") int answerBytesMax,
        @DefaultValue("50") int breakerFailurePercent,
        @DefaultValue("10") int breakerWindowSeconds,
        @DefaultValue("20") int breakerCallsMin,
        @DefaultValue("1000") int breakerOpenMillis,
        @DefaultValue("10") int breakerTrialCalls,
        @DefaultValue("1000") int comeBackMillis,
        @DefaultValue("20") int retryPercentMax,
        @DefaultValue("200") int retryReserve) {
    public ForwardSettings {
        for (int value : new int[] {
            connectionsMax,
            pendingAcquiresMax,
            acquireTimeoutMillis,
            concurrentMax,
            connectTimeoutMillis,
            answerTimeoutMillis,
            readAnswerTimeoutMillis,
            connectionIdleMillisMax,
            connectionLifeMillisMax,
            answerBytesMax,
            breakerWindowSeconds,
            breakerCallsMin,
            breakerOpenMillis,
            breakerTrialCalls,
            comeBackMillis,
            retryPercentMax,
            retryReserve
        }) {
            if (value < 1) {
                throw new IllegalArgumentException("redpacket.gateway.forward: every bound is at least 1");
            }
        }
        if (breakerFailurePercent < 1 || breakerFailurePercent > 100) {
            throw new IllegalArgumentException("redpacket.gateway.forward.breaker-failure-percent: 1 to 100");
        }
    }
}
