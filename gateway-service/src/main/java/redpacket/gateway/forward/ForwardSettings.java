package redpacket.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of calls to services. Pools, bulkheads and breakers are a set's and a service's own.
 *
 * @param connectionsMax of one set's pool of one service, an instance
 * @param pendingAcquiresMax who wait for a connection of a pool
 * @param concurrentMax calls of one set to one service at once; past it the caller hears 503 at once
 * @param connectTimeoutMillis until the next instance is tried
 * @param answerTimeoutMillis of calls that change something; after it the outcome is unknown
 * @param readAnswerTimeoutMillis of calls that only read
 * @param answerBytesMax a longer answer is a failure of the service
 * @param breakerFailurePercent of the calls of the last breakerWindowSeconds that opens a breaker
 * @param breakerCallsMin below which a breaker never opens
 * @param breakerOpenMillis until a few calls are let through to see
 * @param retryPercentMax of a set's calls that may be sent on after a first try failed, over time
 * @param retryReserve of such tries at once
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
