package redpacket.grab.open;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the gateways' connections for grabs and opens.
 *
 * @param host that the listener binds
 * @param port 0 for any free port; gateways learn it from the answer to their probe
 * @param connectionsMax of all gateways; one more is closed at once
 * @param callsMax in flight on one connection; one more is refused with 503
 * @param threads that read and write frames; no call waits on them
 * @param helloWithin a connection is closed when its first frame has not arrived after this time
 */
@ConfigurationProperties("redpacket.grab.owner-rpc")
record OwnerRpcSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("0") int port,
        @DefaultValue("64") int connectionsMax,
        @DefaultValue("4096") int callsMax,
        @DefaultValue("2") int threads,
        @DefaultValue("2s") Duration helloWithin) {
    public OwnerRpcSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("redpacket.grab.owner-rpc.port is 0 to 65535");
        }
        if (connectionsMax < 1 || callsMax < 1 || threads < 1 || helloWithin.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.grab.owner-rpc: every bound is at least 1");
        }
    }
}
