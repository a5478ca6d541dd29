package redpacket.gateway.admit;

import redpacket.common.problem.Problem;

/**
 * The request target as it came, before anything decodes it.
 *
 * <p>INVARIANT: what passes has one spelling only, so what the gateway judged is what a service sees: no escapes, dots,
 * parameters, backslashes or empty segments in the path.
 */
final class RequestTarget {
    private static final String QUERY_EXTRA = "-._~!$'()*+,;:@/?=&%";

    private RequestTarget() {}

    static boolean isCanonicalPath(String target) {
        int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        if (end < 2 || target.charAt(0) != '/' || target.charAt(end - 1) == '/') {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = target.charAt(i);
            boolean doubled = c == '/' && target.charAt(i - 1) == '/';
            if (doubled || !(isLetterOrDigit(c) || c == '-' || c == '_' || c == '/')) {
                return false;
            }
        }
        return true;
    }

    static Problem malformedQuery() {
        return Problem.invalid("INVALID_REQUEST", "The query has characters that a URI may not hold.");
    }

    /** Whether a URI parser takes the query, so that no server's own answer replaces ours. */
    static boolean isWellFormedQuery(String target) {
        for (int i = target.indexOf('?') + 1; i > 0 && i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '%' && !(isHex(target, i + 1) && isHex(target, i + 2))) {
                return false;
            }
            if (!isLetterOrDigit(c) && QUERY_EXTRA.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && Character.digit(text.charAt(index), 16) >= 0 && text.charAt(index) < 128;
    }
}
