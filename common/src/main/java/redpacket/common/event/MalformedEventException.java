package redpacket.common.event;

import org.jspecify.annotations.Nullable;

/** A record that is no event and never will be: it is set aside, not tried again. */
public final class MalformedEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
