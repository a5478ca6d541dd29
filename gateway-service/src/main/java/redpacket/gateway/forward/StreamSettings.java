package redpacket.gateway.forward;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of event streams, which have connections of their own.
 *
 * @param streamsMax open streams of this process; a further one is refused
 * @param idleMillisMax time without a byte of the service, heartbeats included, after which a stream ends
 * @param byeRetryMillis the least time after which a client returns from a stream that the process has ended; at most
 *     twice this
 */
@ConfigurationProperties("redpacket.gateway.stream")
record StreamSettings(
        @DefaultValue("4096") int streamsMax,
        @DefaultValue("45000") int idleMillisMax,
        @DefaultValue("5000") int byeRetryMillis) {
    public StreamSettings {
        if (streamsMax < 1 || idleMillisMax < 1 || byeRetryMillis < 1) {
            throw new IllegalArgumentException("redpacket.gateway.stream: every bound is at least 1");
        }
    }
}
