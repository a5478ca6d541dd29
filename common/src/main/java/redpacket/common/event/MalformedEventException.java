package redpacket.common.event;

import org.jspecify.annotations.Nullable;

/** A record that is not an event. It is set aside as a dead letter, and not tried again. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
