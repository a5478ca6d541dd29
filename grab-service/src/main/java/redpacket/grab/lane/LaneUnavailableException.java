package redpacket.grab.lane;

/** A lane cannot take a request, or does not know its outcome: the same request again finds it. */
public final class LaneUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaneUnavailableException(String message) {
        super(message, null, false, false);
    }
}
