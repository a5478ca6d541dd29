package redpacket.gateway.ended;

/** Tells whether a body has no field, so that it need not reach a service. */
final class EmptyBody {
    private EmptyBody() {}

    /** Nothing, or an object without fields. */
    static boolean is(byte[] body) {
        int braces = 0;
        for (byte b : body) {
            boolean space = b == ' ' || b == '\t' || b == '\r' || b == '\n';
            if (!space && b != (braces == 0 ? '{' : '}')) {
                return false;
            }
            braces += space ? 0 : 1;
        }
        return body.length == 0 || braces == 2;
    }
}
