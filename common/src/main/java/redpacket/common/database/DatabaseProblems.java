package redpacket.common.database;

import java.time.Duration;
import java.util.Optional;
import redpacket.common.problem.Problem;

/** The refusals of a service whose database is not available. */
public final class DatabaseProblems {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private DatabaseProblems() {}

    /** 503 for a database that is unavailable or busy; empty for a bug. */
    public static Optional<Problem> translate(Exception failure) {
        return switch (DatabaseFailure.of(failure)) {
            case UNAVAILABLE, RETRYABLE -> Optional.of(unavailable());
            case DUPLICATE_KEY, MISSING_PARENT, OTHER -> Optional.empty();
        };
    }

    public static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "This cannot be done at the moment. Send the same request again.", COME_BACK_AFTER);
    }
}
