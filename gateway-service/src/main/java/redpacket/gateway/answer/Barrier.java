package redpacket.gateway.answer;

import org.jspecify.annotations.Nullable;
import redpacket.gateway.model.AdmittedRequest;

/** Looks at a request that has been let in, before its body is read, and may answer in a service's place. */
@FunctionalInterface
public interface Barrier {
    /** The answer that the client gets; null lets the request pass. */
    @Nullable
    Answer stop(AdmittedRequest request);

    /** A request that no barrier has stopped is answered, or has failed. */
    default void left(AdmittedRequest request) {}
}
