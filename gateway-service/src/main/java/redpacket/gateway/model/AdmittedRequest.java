package redpacket.gateway.model;

import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;

/**
 * A request that the edge has let in: all of it that goes on to a service, and nothing else of what the client sent.
 *
 * @param target path and query at the service
 * @param packet the packet that the path names; genuine
 * @param packetText its public spelling
 * @param begunNanos when the gateway took it up, by its ticker
 */
public record AdmittedRequest(
        Call call,
        Caller caller,
        String target,
        @Nullable PacketId packet,
        String packetText,
        @Nullable String idempotencyKey,
        @Nullable String contentType,
        String traceId,
        long begunNanos) {
    /** The attribute of an exchange that has been let in. */
    public static final String ATTRIBUTE = AdmittedRequest.class.getName();
}
