package redpacket.common.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** A call to another service has no result. Without an answer, the call may or may not have taken effect. */
public final class ServiceCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NO_STATUS = 0;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final int status;

    private ServiceCallException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static ServiceCallException refused(String service, int status, Throwable cause) {
        return new ServiceCallException(service + " answered " + status, status, cause);
    }

    static ServiceCallException unanswered(String service, Throwable cause) {
        return new ServiceCallException(service + " did not answer: " + cause.getMessage(), NO_STATUS, cause);
    }

    static ServiceCallException kept(String service, String reason) {
        return new ServiceCallException(service + " was not called: " + reason, NO_STATUS, null);
    }

    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** Whether another instance may be able to answer. */
    boolean isRepeatable(Repeat repeat) {
        return switch (repeat) {
            case UNSENT -> isUnsent();
            case UNANSWERED -> status == NO_STATUS || status >= SERVER_ERROR;
        };
    }

    private boolean isUnsent() {
        return has(ConnectException.class) || has(HttpConnectTimeoutException.class);
    }

    /** Whether the connection failed, rather than the reading of the answer. */
    boolean isBroken() {
        return has(IOException.class);
    }

    private boolean has(Class<? extends Throwable> type) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
