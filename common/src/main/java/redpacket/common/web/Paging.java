package redpacket.common.web;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;

/**
 * {@code limit} and {@code cursor} of a list. A cursor is the position of the last item of the page before, spelled so
 * that nobody takes it for a number to count with.
 *
 * @param limit 1 to 100
 * @param position of the last item that was seen, or null at the start
 */
public record Paging(int limit, @Nullable Long position) {
    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 100;

    /** 400 for a limit that is no number from 1 to 100, and for a cursor that this service did not give. */
    public static Paging of(@Nullable String limit, @Nullable String cursor) {
        return new Paging(limit == null ? LIMIT_DEFAULT : parseLimit(limit), cursor == null ? null : parse(cursor));
    }

    private static int parseLimit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + LIMIT_MAX + ".");
        }
        return Integer.parseInt(text);
    }

    private static long parse(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == Long.BYTES
                    && cursorOf(ByteBuffer.wrap(bytes).getLong()).equals(cursor)) {
                return ByteBuffer.wrap(bytes).getLong();
            }
        } catch (IllegalArgumentException e) {
            throw invalidCursor();
        }
        throw invalidCursor();
    }

    private static Problem invalidCursor() {
        return Problem.invalid("INVALID_CURSOR", "cursor is a nextCursor of this list.");
    }

    private static String cursorOf(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    }

    /** How many rows to ask for: one more than the page, which tells whether there is a next one. */
    public int rowsToRead() {
        return limit + 1;
    }

    /** The page out of the rows that were read. */
    public <T> Page<T> page(List<T> rows, ToLongFunction<T> positionOf) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursorOf(positionOf.applyAsLong(items.getLast())));
    }

    /** A page of a list; nextCursor is there when there is more. */
    public record Page<T>(List<T> items, @Nullable String nextCursor) {
        public <R> Page<R> map(java.util.function.Function<? super T, ? extends R> mapping) {
            return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
        }
    }
}
