package redpacket.local.supervise;

/** The stack did not start. The message is one line for the user. */
final class StartFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String line;

    StartFailedException(String line) {
        super(line);
        this.line = line;
    }

    String line() {
        return line;
    }
}
