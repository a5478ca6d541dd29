package redpacket.notification.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a stream, until its completion by the stream or by the server.
 *
 * <p>INVARIANT: nothing touches the request after its completion. The server uses its objects for another request then,
 * so a late write or a second completion would reach the stream of somebody else.
 */
final class StreamConnection implements AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

    private final AsyncContext context;
    private final OutputStream out;
    private boolean completed;

    StreamConnection(AsyncContext context, OutputStream out) {
        this.context = context;
        this.out = out;
    }

    synchronized void write(String text) throws IOException {
        if (completed) {
            throw new IOException("the connection is completed");
        }
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    synchronized void complete() {
        if (completed) {
            return;
        }
        completed = true;
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the server has completed a stream already: {}", e.toString());
        }
    }

    /** A client that is gone gets no error page. */
    @Override
    public void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        completed = true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
