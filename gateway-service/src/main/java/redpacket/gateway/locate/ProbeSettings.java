package redpacket.gateway.locate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of probes.
 *
 * @param everyMillis the time between two probes of an instance
 * @param timeoutMillis of a connection attempt, and of an answer
 * @param failuresMax time-outs in a row after which an instance is passed over
 * @param silentMillisMax an instance whose calls are all without an answer for this long is passed over after one
 *     time-out
 */
@ConfigurationProperties("redpacket.gateway.probe")
record ProbeSettings(
        @DefaultValue("250") int everyMillis,
        @DefaultValue("750") int timeoutMillis,
        @DefaultValue("2") int failuresMax,
        @DefaultValue("500") int silentMillisMax) {
    public ProbeSettings {
        if (everyMillis < 1 || timeoutMillis < 1 || failuresMax < 1 || silentMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.probe: every bound is at least 1");
        }
    }
}
