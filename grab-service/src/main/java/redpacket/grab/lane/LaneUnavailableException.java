package redpacket.grab.lane;

/** A set or a lane cannot take a request, or does not know its outcome. The same request again finds it. */
public final class LaneUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaneUnavailableException(String message) {
        super(message, null, false, false);
    }
}
