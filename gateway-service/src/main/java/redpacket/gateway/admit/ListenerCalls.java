package redpacket.gateway.admit;

import java.util.Map;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.CallTable;

/** The calls of one listener, and its pages by path, which need no token. */
public record ListenerCalls(CallTable calls, Map<String, Answer> pages) {
    /** The attribute of an exchange that came by another listener than the public one. */
    public static final String ATTRIBUTE = ListenerCalls.class.getName();
}
