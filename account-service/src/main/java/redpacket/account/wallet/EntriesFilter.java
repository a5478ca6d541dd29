package redpacket.account.wallet;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.account.model.TransferKind;
import redpacket.common.problem.Problem;

/**
 * Which entries of a wallet are wanted.
 *
 * @param kind null for every kind
 * @param from the first instant, null for the beginning
 * @param to the first instant after them, null for no end
 */
record EntriesFilter(
        @Nullable TransferKind kind,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final Instant TIME_MIN = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant TIME_MAX = Instant.parse("9999-01-01T00:00:00Z");

    /** 400 for a kind that no entry has, for a time that is not RFC 3339, and for an end before the beginning. */
    static EntriesFilter of(@Nullable String kind, @Nullable String from, @Nullable String to) {
        Instant begin = from == null ? null : time("from", from);
        Instant end = to == null ? null : time("to", to);
        if (begin != null && end != null && end.isBefore(begin)) {
            throw Problem.invalid("INVALID_TO", "to is not before from.");
        }
        return new EntriesFilter(kind == null ? null : kindOf(kind), begin, end);
    }

    private static TransferKind kindOf(String text) {
        return Arrays.stream(TransferKind.values())
                .filter(kind -> kind != TransferKind.VOID && kind.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_KIND",
                        "kind is one of "
                                + Arrays.stream(TransferKind.values())
                                        .filter(kind -> kind != TransferKind.VOID)
                                        .map(TransferKind::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static Instant time(String name, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(TIME_MIN) && time.isBefore(TIME_MAX)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static Problem invalid(String name) {
        return Problem.invalid(
                name.equals("from") ? "INVALID_FROM" : "INVALID_TO",
                name + " is a time of RFC 3339, such as 2026-02-16T12:00:00.000Z.");
    }
}
