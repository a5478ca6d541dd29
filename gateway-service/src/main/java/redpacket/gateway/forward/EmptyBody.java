package redpacket.gateway.forward;

/** Tells a body that says nothing; one that says something is for the service to judge. */
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
