package redpacket.gateway.admit;

import org.jspecify.annotations.Nullable;

/** The head of a request of any protocol. Names of headers are in lower case. */
public interface RequestHead {
    String method();

    /** Path and query as the client sent them. */
    String target();

    /** The first header of this name. */
    @Nullable
    String first(CharSequence name);

    int count(CharSequence name);

    /** How many hosts the request names: headers Host, or the authority of HTTP/2. */
    int hosts();

    /** Whether a body follows, or may follow. */
    boolean announcesBody();
}
