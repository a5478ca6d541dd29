package redpacket.packet.people;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * How notify-service is called.
 *
 * @param responseMillis after this the copies that packet-service holds itself are used
 * @param callsMax calls in flight at once; a call above it uses the copies at once
 */
@ConfigurationProperties("redpacket.packet.people")
record PeopleSettings(
        @DefaultValue("200") long connectMillis,
        @DefaultValue("300") long responseMillis,
        @DefaultValue("64") int callsMax) {
    private static final String KEY = "redpacket.packet.people";

    PeopleSettings {
        CallSettings.of(KEY, connectMillis, responseMillis, callsMax);
    }

    CallSettings calls() {
        return CallSettings.of(KEY, connectMillis, responseMillis, callsMax);
    }
}
