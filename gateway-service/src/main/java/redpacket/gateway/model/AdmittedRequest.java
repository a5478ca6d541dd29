package redpacket.gateway.model;

import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * A request that the admission let in. A service sees this and the body, and nothing else that the client sent.
 *
 * @param packet the genuine packet that the path names
 * @param packetText its public spelling
 * @param begunNanos the time at which the gateway judged the request, by its ticker
 */
public record AdmittedRequest(
        Call call,
        Caller caller,
        @Nullable PacketId packet,
        String packetText,
        @Nullable String idempotencyKey,
        String traceId,
        long begunNanos) {
    /** The attribute of an exchange that the admission let in. */
    public static final String ATTRIBUTE = AdmittedRequest.class.getName();
}
