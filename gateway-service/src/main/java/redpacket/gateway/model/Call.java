package redpacket.gateway.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the contract: methods on a path of exactly this shape. Its source is a route of the gateway.
 *
 * @param name the id of the route, in metrics and in the OpenAPI document
 * @param methods the HTTP methods; the first is the one that the service is asked with
 * @param template the path; a segment in braces stands for any one segment
 * @param service the service that answers
 * @param role the role that a caller needs
 * @param callClass the priority of the call in overload
 * @param part the name of the switch that turns this call off, if any
 * @param isStream whether the answer goes on for as long as the client stays
 */
public record Call(
        String name,
        List<String> methods,
        String template,
        ServiceName service,
        Role role,
        CallClass callClass,
        @Nullable String part,
        boolean isStream) {
    private static final String PACKET_ID = "{packetId}";

    public Call {
        methods = List.copyOf(methods);
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(name + ": a call has a method");
        }
    }

    public String method() {
        return methods.getFirst();
    }

    /** Whether the path names a packet. */
    public boolean namesPacket() {
        return template.contains(PACKET_ID);
    }

    /** Whether the owner of a packet answers it. */
    public boolean isGrabOrOpen() {
        return service == ServiceName.GRAB;
    }

    public boolean takesBody() {
        return method().equals("POST") || method().equals("PUT");
    }

    /** The values of the braces; null when the path has another shape. */
    @Nullable
    List<String> match(List<String> segments, List<String> shape) {
        if (segments.size() != shape.size()) {
            return null;
        }
        List<String> variables = List.of();
        for (int i = 0; i < shape.size(); i++) {
            String expected = shape.get(i);
            if (expected.charAt(0) == '{') {
                variables = variables.isEmpty() ? new ArrayList<>(2) : variables;
                variables.add(segments.get(i));
            } else if (!expected.equals(segments.get(i))) {
                return null;
            }
        }
        return variables;
    }
}
