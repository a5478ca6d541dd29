package redpacket.packet.send;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How account-service is called.
 *
 * @param responseMillis past it the outcome is unknown
 * @param callsMax calls in flight at once, the bulkhead
 * @param callWaitMillis longest wait for one of them
 * @param breakerCalls calls that the breaker judges by
 * @param breakerFailurePercent share of them without an answer that opens it
 * @param breakerOpenMillis it stays open for
 */
@ConfigurationProperties("redpacket.packet.charge")
record ChargeSettings(
        @DefaultValue("300") long connectMillis,
        @DefaultValue("2000") long responseMillis,
        @DefaultValue("128") int callsMax,
        @DefaultValue("200") long callWaitMillis,
        @DefaultValue("50") int breakerCalls,
        @DefaultValue("50") int breakerFailurePercent,
        @DefaultValue("1000") long breakerOpenMillis) {
    ChargeSettings {
        if (connectMillis < 1 || responseMillis < 1 || callsMax < 1 || callWaitMillis < 0) {
            throw new IllegalArgumentException(
                    "redpacket.packet.charge: time-outs and calls-max are 1 or more," + " call-wait-millis 0 or more");
        }
        if (breakerCalls < 1 || breakerFailurePercent < 1 || breakerFailurePercent > 100 || breakerOpenMillis < 1) {
            throw new IllegalArgumentException("redpacket.packet.charge: breaker-calls and breaker-open-millis are 1 or"
                    + " more, breaker-failure-percent is 1 to 100");
        }
    }
}
