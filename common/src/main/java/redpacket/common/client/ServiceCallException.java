package redpacket.common.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.RestClientResponseException;
import redpacket.common.web.Headers;

/** A call to another service has no result. Without an answer, the call may or may not have taken effect. */
public final class ServiceCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NO_STATUS = 0;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final int status;
    private final boolean notLeading;

    private ServiceCallException(String message, int status, boolean notLeading, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.notLeading = notLeading;
    }

    static ServiceCallException refused(String service, RestClientResponseException cause) {
        int status = cause.getStatusCode().value();
        HttpHeaders headers = cause.getResponseHeaders();
        boolean notLeading = headers != null && headers.containsHeader(Headers.NOT_LEADING);
        return new ServiceCallException(service + " answered " + status, status, notLeading, cause);
    }

    static ServiceCallException unanswered(String service, Throwable cause) {
        return new ServiceCallException(service + " did not answer: " + cause.getMessage(), NO_STATUS, false, cause);
    }

    static ServiceCallException kept(String service, String reason) {
        return new ServiceCallException(service + " was not called: " + reason, NO_STATUS, false, null);
    }

    public boolean isNotFound() {
        return status == NOT_FOUND;
    }

    /** Whether the instance did nothing, since another one leads the data that the call writes. */
    boolean isNotLeading() {
        return notLeading;
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
