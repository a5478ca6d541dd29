package redpacket.gateway.forward;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An answer that is not a service's own word, or too long to be one: what happened there is unknown. */
final class BrokenAnswerException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    BrokenAnswerException(int status) {
        super(new IOException("a service answered " + status + " without a problem: see its log"));
    }

    BrokenAnswerException(String what) {
        super(new IOException(what));
    }
}
