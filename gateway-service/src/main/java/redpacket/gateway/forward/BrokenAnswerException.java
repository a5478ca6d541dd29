package redpacket.gateway.forward;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An answer that a service did not mean, or that is too long. What happened in the service is unknown. */
final class BrokenAnswerException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    BrokenAnswerException(int status) {
        super(new IOException("a service answered " + status + " without a problem: see its log"));
    }

    BrokenAnswerException(String what) {
        super(new IOException(what));
    }
}
