package redpacket.gateway.listen;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of a listener.
 *
 * @param connectionsMax open connections; further ones are closed at once
 * @param headerBytesMax length of the head of a request, in which a token may take 4096 bytes
 * @param targetBytesMax length of the request line
 * @param streamsMax concurrent streams of one HTTP/2 connection
 * @param resetsMax streams that one HTTP/2 connection may reset within resetWindowSeconds (CVE-2023-44487)
 * @param pipelineMax requests that an HTTP/1.1 connection may send ahead
 * @param idleMillis time that a connection may stay without a request
 * @param requestMillisMax time for the body of a request; over HTTP/1.1 also for its head
 * @param handshakeMillisMax time for the TLS handshake
 * @param drainMillisMax time in which the requests that were read are answered when the process stops
 * @param eventLoops threads that serve; 0 takes one a processor
 */
@ConfigurationProperties("redpacket.gateway.listen")
record ListenSettings(
        @DefaultValue("10000") int connectionsMax,
        @DefaultValue("16384") int headerBytesMax,
        @DefaultValue("2048") int targetBytesMax,
        @DefaultValue("128") int streamsMax,
        @DefaultValue("200") int resetsMax,
        @DefaultValue("30") int resetWindowSeconds,
        @DefaultValue("32") int pipelineMax,
        @DefaultValue("60000") int idleMillis,
        @DefaultValue("5000") int requestMillisMax,
        @DefaultValue("5000") int handshakeMillisMax,
        @DefaultValue("4000") int drainMillisMax,
        @DefaultValue("0") int eventLoops) {
    public ListenSettings {
        if (connectionsMax < 1 || resetsMax < 1 || resetWindowSeconds < 1 || pipelineMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.listen: every bound is at least 1");
        }
        if (headerBytesMax < 8192 || targetBytesMax < 256) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.listen: header-bytes-max at least 8192, target-bytes-max at least 256");
        }
        if (streamsMax < 1 || streamsMax > 256) {
            throw new IllegalArgumentException("redpacket.gateway.listen.streams-max: 1 to 256");
        }
        if (eventLoops < 0) {
            throw new IllegalArgumentException("redpacket.gateway.listen.event-loops: at least 0");
        }
        eventLoops = eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
        if (idleMillis < 1 || requestMillisMax < 1 || handshakeMillisMax < 1 || drainMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.listen: every time is at least 1");
        }
    }
}
