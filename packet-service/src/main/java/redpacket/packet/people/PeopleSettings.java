package redpacket.packet.people;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How notify-service is asked.
 *
 * @param responseMillis past it what this process holds itself is taken
 * @param callsMax calls in flight at once, the bulkhead; who finds no room does without, at once
 * @param breakerCalls calls that the breaker judges by
 * @param breakerFailurePercent share of them without an answer that opens it
 * @param breakerOpenMillis it stays open for
 */
@ConfigurationProperties("redpacket.packet.people")
record PeopleSettings(
        @DefaultValue("200") long connectMillis,
        @DefaultValue("300") long responseMillis,
        @DefaultValue("64") int callsMax,
        @DefaultValue("20") int breakerCalls,
        @DefaultValue("50") int breakerFailurePercent,
        @DefaultValue("1000") long breakerOpenMillis) {
    public PeopleSettings {
        if (connectMillis < 1 || responseMillis < 1 || callsMax < 1) {
            throw new IllegalArgumentException("redpacket.packet.people: time-outs and calls-max are 1 or more");
        }
        if (breakerCalls < 1 || breakerFailurePercent < 1 || breakerFailurePercent > 100 || breakerOpenMillis < 1) {
            throw new IllegalArgumentException("redpacket.packet.people: breaker-calls and breaker-open-millis are 1 or"
                    + " more, breaker-failure-percent is 1 to 100");
        }
    }
}
