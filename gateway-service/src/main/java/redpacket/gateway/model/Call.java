package redpacket.gateway.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the contract: a method on a path of exactly this shape.
 *
 * @param name unique; in metrics and in the OpenAPI document
 * @param template the path; a segment in braces stands for any one segment
 * @param target the path at the service, with the same braces
 * @param role who may call: OPS means nobody else
 * @param callClass how important it is
 */
public record Call(
        String name,
        String method,
        String template,
        ServiceName service,
        String target,
        Role role,
        CallClass callClass) {
    static final String EVENTS = "/v1/events";
    private static final String PACKET_ID = "{packetId}";

    /** A public call, which keeps its path on the service. */
    public static Call open(String name, String method, String template, ServiceName service) {
        return of(name, method, template, service, template, Role.USER);
    }

    public static Call ops(String name, String method, String template, ServiceName service, String target) {
        return of(name, method, template, service, target, Role.OPS);
    }

    private static Call of(String name, String method, String template, ServiceName service, String target, Role role) {
        return new Call(name, method, template, service, target, role, CallClass.of(role, method, template));
    }

    /** Whether a packet is named by the path. */
    public boolean namesPacket() {
        return template.contains(PACKET_ID);
    }

    /** Whether its answer for an ended packet may be given at the edge. */
    public boolean isGrabOrOpen() {
        return service == ServiceName.GRAB;
    }

    /** Whether its answer goes on for as long as the client stays. */
    public boolean isStream() {
        return template.equals(EVENTS);
    }

    public boolean takesBody() {
        return method.equals("POST") || method.equals("PUT");
    }

    /** The path at the service for these values of the braces, in their order. */
    public String targetFor(List<String> variables) {
        if (variables.isEmpty()) {
            return target;
        }
        StringBuilder path = new StringBuilder(target.length() + 32);
        int from = 0;
        for (String variable : variables) {
            int open = target.indexOf('{', from);
            path.append(target, from, open).append(variable);
            from = target.indexOf('}', open) + 1;
        }
        return path.append(target, from, target.length()).toString();
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
