package redpacket.gateway.admit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import redpacket.common.control.Switch;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.Role;
import redpacket.gateway.model.ServiceName;

/**
 * Reads the calls from the routes of the gateway: path and method from the predicates, the service from the uri, the
 * rest from the metadata ({@code class}, {@code role}, {@code switch}, {@code stream}).
 */
public final class CallsOfRoutes {
    private static final String ANY_PATH = "/**";

    private CallsOfRoutes() {}

    /** The calls that need this role, in the order of their routes. */
    public static CallTable of(List<RouteDefinition> routes, Role role) {
        List<Call> calls = new ArrayList<>();
        for (RouteDefinition route : routes) {
            if (route.isEnabled() && roleOf(route) == role) {
                argumentsOf(route, "Path")
                        .filter(path -> !path.equals(ANY_PATH))
                        .forEach(path -> calls.add(call(route, path, role)));
            }
        }
        return new CallTable(calls);
    }

    private static Call call(RouteDefinition route, String path, Role role) {
        if (path.contains("*")) {
            throw new IllegalArgumentException("route " + route.getId() + ": a call has a path without wildcards");
        }
        URI uri = Objects.requireNonNull(route.getUri(), "a route has a uri");
        return new Call(
                Objects.requireNonNull(route.getId(), "a route has an id"),
                argumentsOf(route, "Method").toList(),
                path,
                ServiceName.parse(uri.getHost()),
                role,
                role == Role.OPS
                        ? CallClass.OPERATE
                        : CallClass.valueOf(text(route, "class", "LISTS").toUpperCase(Locale.ROOT)),
                switchOf(route),
                Boolean.parseBoolean(text(route, "stream", "false")));
    }

    private static Role roleOf(RouteDefinition route) {
        String role = text(route, "role", Role.USER.spelling());
        return Role.parse(role)
                .orElseThrow(() -> new IllegalArgumentException("route " + route.getId() + ": no role " + role));
    }

    private static @Nullable String switchOf(RouteDefinition route) {
        String part = text(route, "switch", "");
        return part.isEmpty()
                ? null
                : Switch.parse(part)
                        .orElseThrow(
                                () -> new IllegalArgumentException("route " + route.getId() + ": no switch " + part))
                        .spelling();
    }

    private static Stream<String> argumentsOf(RouteDefinition route, String predicate) {
        return route.getPredicates().stream()
                .filter(found -> predicate.equals(found.getName()))
                .map(PredicateDefinition::getArgs)
                .map(Map::values)
                .flatMap(values -> values.stream().flatMap(value -> Stream.of(value.split(","))))
                .map(String::strip);
    }

    private static String text(RouteDefinition route, String key, String otherwise) {
        Object value = route.getMetadata().get(key);
        return value == null ? otherwise : value.toString();
    }
}
