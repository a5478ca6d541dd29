package redpacket.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the connections on which grabs and opens without a body go to their owners.
 *
 * @param on false: every call goes by HTTP
 * @param callsMax under way on one connection, of which each event loop has one to each instance; one more is refused
 * @param connectTimeoutMillis until it is tried again; calls go by HTTP meanwhile
 * @param sweepEveryMillis how often calls are looked for that had no answer in time
 */
@ConfigurationProperties("redpacket.gateway.owner-rpc")
record OwnerRpcSettings(
        @DefaultValue("true") boolean on,
        @DefaultValue("2048") int callsMax,
        @DefaultValue("500") int connectTimeoutMillis,
        @DefaultValue("50") int sweepEveryMillis) {
    public OwnerRpcSettings {
        if (callsMax < 1 || connectTimeoutMillis < 1 || sweepEveryMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.owner-rpc: every bound is at least 1");
        }
    }
}
