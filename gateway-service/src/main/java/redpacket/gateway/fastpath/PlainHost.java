package redpacket.gateway.fastpath;

import org.jspecify.annotations.Nullable;

/** Recognizes the common form of a host: a name or an IPv4 address, with or without a port. */
final class PlainHost {
    private static final int PORT_DIGITS_MAX = 5;

    private PlainHost() {}

    static boolean is(@Nullable CharSequence host) {
        if (host == null) {
            return false;
        }
        int at = 0;
        while (at < host.length() && isOfNames(host.charAt(at))) {
            at++;
        }
        return at > 0 && (at == host.length() || isPort(host, at));
    }

    private static boolean isPort(CharSequence host, int colon) {
        int digits = host.length() - colon - 1;
        if (host.charAt(colon) != ':' || digits < 1 || digits > PORT_DIGITS_MAX) {
            return false;
        }
        for (int at = colon + 1; at < host.length(); at++) {
            if (host.charAt(at) < '0' || host.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfNames(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '.'
                || character == '-';
    }
}
