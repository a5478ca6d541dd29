package redpacket.gateway.head;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is answered from a request's head.
 *
 * @param on whether anything is; what is not goes through the web framework
 * @param discardMillisMax that the body of a request that was refused may take to end
 * @param discardBytesMax that it may have
 * @param heldMax pieces of requests that an HTTP/1.1 connection may send ahead of an answer
 * @param takeMillisMax that an HTTP/2 client may leave its answer waiting for its window
 * @param drainMillisMax that a process which ends waits for calls under way
 */
@ConfigurationProperties("redpacket.gateway.head")
record HeadSettings(
        @DefaultValue("true") boolean on,
        @DefaultValue("5000") int discardMillisMax,
        @DefaultValue("65536") int discardBytesMax,
        @DefaultValue("32") int heldMax,
        @DefaultValue("5000") int takeMillisMax,
        @DefaultValue("4000") int drainMillisMax) {
    public HeadSettings {
        if (discardMillisMax < 1 || discardBytesMax < 1 || heldMax < 1 || takeMillisMax < 1 || drainMillisMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.head: every bound is at least 1");
        }
    }
}
