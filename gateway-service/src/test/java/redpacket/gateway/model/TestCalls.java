package redpacket.gateway.model;

import java.util.List;

/** Calls for tests that need no routes. */
public final class TestCalls {
    private TestCalls() {}

    public static Call user(String name, String method, String template, ServiceName service, CallClass callClass) {
        return new Call(name, List.of(method), template, service, Role.USER, callClass, null, false);
    }

    public static Call ops(String name, String method, String template, ServiceName service) {
        return new Call(name, List.of(method), template, service, Role.OPS, CallClass.OPERATE, null, false);
    }
}
