package redpacket.gateway.answer;

import org.jspecify.annotations.Nullable;
import redpacket.gateway.model.AdmittedRequest;

/** The last check of the admission: it may answer a request in place of a service. */
@FunctionalInterface
public interface Barrier {
    /** The answer to the client; null lets the request pass. */
    @Nullable
    Answer stop(AdmittedRequest request);

    /**
     * Whether it would stop this request at present. It takes and counts nothing, and is false where it is not sure.
     */
    default boolean wouldStop(AdmittedRequest request) {
        return false;
    }

    /** A request that no barrier stopped is answered, or has failed. */
    default void left(AdmittedRequest request) {}
}
