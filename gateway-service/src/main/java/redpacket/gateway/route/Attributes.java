package redpacket.gateway.route;

/** What the edge leaves with a request for the filters behind it. */
final class Attributes {
    static final String CALL = "redpacket.call";
    static final String IDENTITY = "redpacket.identity";
    static final String TRACE_ID = "redpacket.trace";
    static final String TARGET = "redpacket.target";

    private Attributes() {}
}
