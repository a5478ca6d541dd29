package redpacket.gateway.listen;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of a listener.
 *
 * @param connectionsMax past which new ones are closed at once
 * @param headerBytesMax of one request; a token may take 4096 of them
 * @param targetBytesMax of the request line
 * @param streamsMax of one HTTP/2 connection at once
 * @param resetsMax streams that one HTTP/2 connection may reset in resetWindowSeconds (CVE-2023-44487)
 * @param pipelineMax requests that an HTTP/1.1 connection may send ahead
 * @param idleMillis that a connection may be without a request
 * @param requestMillisMax from a request's head to the end of its body; over HTTP/1.1 the same for the head
 * @param handshakeMillisMax of TLS
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
        if (idleMillis < 1 || requestMillisMax < 1 || handshakeMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.listen: every time is at least 1");
        }
    }
}
