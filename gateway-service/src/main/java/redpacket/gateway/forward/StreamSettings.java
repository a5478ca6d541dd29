package redpacket.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of answers that go on. They have connections of their own, so they take none from calls that end.
 *
 * @param streamsMax of all clients in this process; one more is refused with a time to come back
 * @param idleMillisMax without a byte from the service, its heartbeats among them, after which a stream is ended
 */
@ConfigurationProperties("redpacket.gateway.stream")
record StreamSettings(
        @DefaultValue("4096") int streamsMax,
        @DefaultValue("45000") int idleMillisMax) {
    public StreamSettings {
        if (streamsMax < 1 || idleMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.stream: every bound is at least 1");
        }
    }
}
