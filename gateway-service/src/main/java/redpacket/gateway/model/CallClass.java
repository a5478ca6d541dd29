package redpacket.gateway.model;

/**
 * What a call is for, the most important first: in overload the last of these go first.
 *
 * <p>A call is told by its path, so one that is new in the table has a class without further ado; what nothing else is
 * said of is a list.
 */
public enum CallClass {
    /** An operator's; never shed. */
    OPERATE(-1),
    OPEN(0),
    /** New packets, and money in and out of the wallet. */
    SEND(1),
    SHARE(2),
    GRAB(3),
    SHAKE(4),
    /** A packet, a balance. */
    DETAILS(5),
    LISTS(6),
    /** Names, groups, pushed events. */
    PROFILE(7);

    /** How many classes can be shed. */
    public static final int COUNT = 8;

    private static final String PACKETS = "/v1/packets";

    private final int priority;

    CallClass(int priority) {
        this.priority = priority;
    }

    /** From 0, the most important, to below {@link #COUNT}; less than 0 for what is never shed. */
    public int priority() {
        return priority;
    }

    static CallClass of(Role role, String method, String template) {
        if (role == Role.OPS) {
            return OPERATE;
        }
        if (template.endsWith("/open")) {
            return OPEN;
        }
        if (template.endsWith("/shares")) {
            return SHARE;
        }
        if (template.endsWith("/grab")) {
            return GRAB;
        }
        return switch (template) {
            case PACKETS, "/v1/wallet/top-ups", "/v1/wallet/withdrawals" -> method.equals("POST") ? SEND : LISTS;
            case "/v1/shake" -> SHAKE;
            case "/v1/wallet", PACKETS + "/{packetId}" -> DETAILS;
            case "/v1/profile", "/v1/events" -> PROFILE;
            default -> template.startsWith("/v1/groups") && !method.equals("GET") ? PROFILE : LISTS;
        };
    }
}
