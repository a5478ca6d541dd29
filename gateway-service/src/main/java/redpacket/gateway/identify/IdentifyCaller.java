package redpacket.gateway.identify;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redpacket.common.problem.Problem;

/** The caller of a request, or 401. */
@Component
public final class IdentifyCaller {
    private static final String SCHEME = "Bearer ";
    private static final int THREADS_MAX = 2;
    private static final int QUEUE_MAX = 10_000;

    private final VerifyToken verifyToken;
    /** Signatures, and the fetching of keys, are not for the event loops. */
    private final Scheduler verifiers = Schedulers.newBoundedElastic(THREADS_MAX, QUEUE_MAX, "verify", 60, true);

    IdentifyCaller(VerifyToken verifyToken) {
        this.verifyToken = verifyToken;
    }

    public Mono<Identity> identify(HttpHeaders headers) {
        String token = tokenOf(headers.getFirst(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            return Mono.error(unauthenticated());
        }
        var known = verifyToken.known(token);
        if (known.isPresent()) {
            return Mono.just(known.get());
        }
        return Mono.fromCallable(() -> verifyToken.verify(token).orElseThrow(IdentifyCaller::unauthenticated))
                .subscribeOn(verifiers);
    }

    private static @Nullable String tokenOf(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).trim()
                : null;
    }

    private static Problem unauthenticated() {
        return Problem.of(401, "UNAUTHENTICATED", "Send a valid token: Authorization: Bearer <JWT>.");
    }
}
