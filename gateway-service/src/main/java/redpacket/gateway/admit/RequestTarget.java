package redpacket.gateway.admit;

import redpacket.common.problem.Problem;

/**
 * Checks a request target before anything decodes it.
 *
 * <p>INVARIANT: a path that passes has one spelling, so a service sees the path that the gateway judged. It has no
 * escapes, dots, parameters, backslashes or empty segments.
 */
final class RequestTarget {
    private static final String QUERY_EXTRA = "-._~!$'()*+,;:@/?=&%";

    private RequestTarget() {}

    static boolean isCanonicalPath(String target) {
        int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        if (end == 0 || target.charAt(0) != '/') {
            return false;
        }
        if (end > 1 && target.charAt(end - 1) == '/') {
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

    static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    static Problem malformedQuery() {
        return Problem.invalid("INVALID_REQUEST", "The query has characters that a URI may not hold.");
    }

    /** Whether a URI parser accepts the query. */
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
