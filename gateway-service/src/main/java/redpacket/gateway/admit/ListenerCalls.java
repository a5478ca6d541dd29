package redpacket.gateway.admit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.CallTable;

/** The calls of one listener, and its pages by path, which need no token. */
public record ListenerCalls(CallTable calls, Map<String, Answer> pages) {
    /** The attribute of an exchange that came by another listener than the public one. */
    public static final String ATTRIBUTE = ListenerCalls.class.getName();

    static final List<String> PAGE_METHODS = List.of("GET", "HEAD");
    private static final Pattern PACKET = Pattern.compile("/p/[A-Za-z0-9_-]{24}");

    /** The methods of this path, also of a page; empty where the listener does not have the path. */
    List<String> allowed(String path) {
        return switch (calls.match("OPTIONS", path)) {
            case CallTable.Match.OtherMethod other -> other.allowed();
            case CallTable.Match.Found ignored -> List.of("OPTIONS");
            case CallTable.Match.Unknown ignored -> page(path) == null ? List.of() : PAGE_METHODS;
        };
    }

    /** The page of this path, or null. All packet ids share a page, so it tells nothing of a packet. */
    @Nullable
    Answer page(String path) {
        return pages.get(PACKET.matcher(path).matches() ? "/p" : path);
    }
}
