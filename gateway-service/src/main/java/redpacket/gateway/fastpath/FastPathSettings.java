package redpacket.gateway.fastpath;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of the fast path.
 *
 * @param on whether there is a fast path; without it every request goes by the routed path
 * @param discardMillisMax the time in which the body of a refused request must end
 * @param discardBytesMax the length of that body
 * @param heldMax messages that an HTTP/1.1 connection may send ahead of an answer
 * @param takeMillisMax the time for which an answer waits for the flow-control window of an HTTP/2 client
 */
@ConfigurationProperties("redpacket.gateway.fast-path")
record FastPathSettings(
        @DefaultValue("true") boolean on,
        @DefaultValue("5000") int discardMillisMax,
        @DefaultValue("65536") int discardBytesMax,
        @DefaultValue("32") int heldMax,
        @DefaultValue("5000") int takeMillisMax) {
    public FastPathSettings {
        if (discardMillisMax < 1 || discardBytesMax < 1 || heldMax < 1 || takeMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.fast-path: every bound is at least 1");
        }
    }
}
