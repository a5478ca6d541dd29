package redpacket.gateway.answer;

import org.jspecify.annotations.Nullable;
import redpacket.gateway.model.AdmittedRequest;

/** Looks at a request that has been let in, before its body is read, and may answer in a service's place. */
@FunctionalInterface
public interface Barrier {
    /** The answer that the client gets; null lets the request pass. */
    @Nullable
    Answer stop(AdmittedRequest request);

    /** Whether it would stop this request as things are. Takes nothing, and counts nothing; false where it is not sure. */
    default boolean wouldStop(AdmittedRequest request) {
        return false;
    }

    /** A request that no barrier has stopped is answered, or has failed. */
    default void left(AdmittedRequest request) {}
}
