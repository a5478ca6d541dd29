package redpacket.gateway.admit;

import org.jspecify.annotations.Nullable;

/** The head of a request, whichever protocol it came by. Names of headers are in lower case. */
public interface RequestHead {
    String method();

    /** Path and query as they came. */
    String target();

    /** The first header of this name. */
    @Nullable
    String first(CharSequence name);

    int count(CharSequence name);

    /** Whether a body follows, or may follow. */
    boolean announcesBody();

    /** Whether the protocol's own part of it needs no thought: its version, its framing, who is addressed. */
    boolean isPlain();
}
