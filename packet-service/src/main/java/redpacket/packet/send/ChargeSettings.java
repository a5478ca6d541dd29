package redpacket.packet.send;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * How account-service is called.
 *
 * @param responseMillis after this the outcome is unknown
 * @param callsMax calls in flight at once
 * @param callWaitMillis longest wait for one of them to end
 */
@ConfigurationProperties("redpacket.packet.charge")
record ChargeSettings(
        @DefaultValue("300") long connectMillis,
        @DefaultValue("2000") long responseMillis,
        @DefaultValue("128") int callsMax,
        @DefaultValue("200") long callWaitMillis) {
    ChargeSettings {
        calls(connectMillis, responseMillis, callsMax, callWaitMillis);
    }

    CallSettings calls() {
        return calls(connectMillis, responseMillis, callsMax, callWaitMillis);
    }

    private static CallSettings calls(long connectMillis, long responseMillis, int callsMax, long callWaitMillis) {
        return CallSettings.of("redpacket.packet.charge", connectMillis, responseMillis, callsMax)
                .waiting(Duration.ofMillis(callWaitMillis));
    }
}
