package redpacket.gateway.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every call that there is: nothing else passes. {@code {packetId}} stands for one segment. */
public enum Endpoint {
    WALLET("GET", "/v1/wallet", Service.ACCOUNT),
    TOP_UP("POST", "/v1/wallet/top-ups", Service.ACCOUNT),
    WITHDRAW("POST", "/v1/wallet/withdrawals", Service.ACCOUNT),
    WALLET_ENTRIES("GET", "/v1/wallet/entries", Service.ACCOUNT),
    SEND("POST", "/v1/packets", Service.PACKET),
    PACKET("GET", "/v1/packets/{packetId}", Service.PACKET),
    GRAB("POST", "/v1/packets/{packetId}/grab", Service.GRAB),
    OPEN("POST", "/v1/packets/{packetId}/open", Service.GRAB),
    PROFILE("GET", "/v1/profile", Service.NOTIFY),
    CHANGE_PROFILE("PUT", "/v1/profile", Service.NOTIFY),
    INBOX("GET", "/v1/inbox", Service.NOTIFY);

    /** Who serves a call. */
    public enum Service {
        ACCOUNT,
        PACKET,
        GRAB,
        NOTIFY
    }

    private static final String VARIABLE = "{packetId}";
    private static final Endpoint[] ALL = values();

    private final String method;
    private final String template;
    private final Service service;
    private final String prefix;
    private final @Nullable String suffix;

    Endpoint(String method, String template, Service service) {
        this.method = method;
        this.template = template;
        this.service = service;
        int variable = template.indexOf(VARIABLE);
        this.prefix = variable < 0 ? template : template.substring(0, variable);
        this.suffix = variable < 0 ? null : template.substring(variable + VARIABLE.length());
    }

    public String method() {
        return method;
    }

    public String template() {
        return template;
    }

    public Service service() {
        return service;
    }

    public boolean takesBody() {
        return !method.equals("GET");
    }

    /** The methods that this path takes; empty for one that is no path of the contract. */
    static List<String> methodsOf(String path) {
        List<String> methods = new ArrayList<>();
        for (Endpoint endpoint : ALL) {
            if (endpoint.variableOf(path) != null) {
                methods.add(endpoint.method);
            }
        }
        return methods;
    }

    static @Nullable Endpoint find(String method, String path) {
        for (Endpoint endpoint : ALL) {
            if (endpoint.method.equals(method) && endpoint.variableOf(path) != null) {
                return endpoint;
            }
        }
        return null;
    }

    boolean hasVariable() {
        return suffix != null;
    }

    /** The segment in the variable's place, "" where the template has none; null when the path is another. */
    @Nullable
    String variableOf(String path) {
        String end = suffix;
        if (end == null) {
            return path.equals(prefix) ? "" : null;
        }
        if (!path.startsWith(prefix) || !path.endsWith(end) || path.length() <= prefix.length() + end.length()) {
            return null;
        }
        String variable = path.substring(prefix.length(), path.length() - end.length());
        return variable.indexOf('/') < 0 ? variable : null;
    }
}
