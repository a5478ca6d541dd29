package redpacket.common.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;

/** The Idempotency-Key of a POST that moves money or creates something: 1 to 64 of {@code A-Za-z0-9_-}. */
public record IdempotencyKey(String value) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** The key in this header; 400 when it is missing or misspelled. */
    public static IdempotencyKey from(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            throw Problem.invalid("IDEMPOTENCY_KEY_MISSING", "Send an Idempotency-Key of 1 to 64 of A-Za-z0-9_-.");
        }
        if (!VALID.matcher(header).matches()) {
            throw Problem.invalid("INVALID_IDEMPOTENCY_KEY", "An Idempotency-Key is 1 to 64 of A-Za-z0-9_-.");
        }
        return new IdempotencyKey(header);
    }
}
