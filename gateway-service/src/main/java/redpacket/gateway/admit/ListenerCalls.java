package redpacket.gateway.admit;

import java.util.List;
import java.util.Map;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.CallTable;

/** The calls of one listener, and its pages. */
public final class ListenerCalls {
    /** The attribute of an exchange that came by another listener than the public one. */
    public static final String ATTRIBUTE = ListenerCalls.class.getName();

    static final List<String> PAGE_METHODS = List.of("GET", "HEAD");

    private final CallTable calls;
    private final Pages pages;

    /** @param connectTo other origins that a page may ask */
    public ListenerCalls(CallTable calls, Map<String, Answer> pages, List<String> connectTo) {
        this.calls = calls;
        this.pages = new Pages(pages, connectTo);
    }

    CallTable calls() {
        return calls;
    }

    Pages pages() {
        return pages;
    }

    /** The methods of this path, also of a page; empty where the listener does not have the path. */
    List<String> allowed(String path) {
        return switch (calls.match("OPTIONS", path)) {
            case CallTable.Match.OtherMethod other -> other.allowed();
            case CallTable.Match.Found ignored -> List.of("OPTIONS");
            case CallTable.Match.Unknown ignored -> pages.has(path) ? PAGE_METHODS : List.of();
        };
    }
}
