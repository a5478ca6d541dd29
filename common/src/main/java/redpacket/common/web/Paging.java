package redpacket.common.web;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;

/**
 * {@code limit} and {@code cursor} of a list: a parameter of its endpoint. A cursor is the position of the last item of
 * the page before, and belongs to one user, one list and its filters.
 */
public final class Paging {
    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 100;

    private final Cursors cursors;
    private final Cursors.Scope scope;
    private final int limit;
    private final OptionalLong position;

    private Paging(Cursors cursors, Cursors.Scope scope, int limit, OptionalLong position) {
        this.cursors = cursors;
        this.scope = scope;
        this.limit = limit;
        this.position = position;
    }

    /** 400 for a limit that is no number from 1 to 100, and for a cursor that was not written for this scope. */
    public static Paging of(Cursors cursors, Cursors.Scope scope, @Nullable String limit, @Nullable String cursor) {
        return new Paging(
                cursors,
                scope,
                limit == null ? LIMIT_DEFAULT : parseLimit(limit),
                cursor == null ? OptionalLong.empty() : OptionalLong.of(parse(cursors, scope, cursor)));
    }

    private static int parseLimit(String text) {
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > LIMIT_MAX) {
            throw Problem.invalid("INVALID_LIMIT", "limit is from 1 to " + LIMIT_MAX + ".");
        }
        return Integer.parseInt(text);
    }

    private static long parse(Cursors cursors, Cursors.Scope scope, String cursor) {
        OptionalLong position = cursors.read(scope, cursor);
        // One spelling: Base64 with padding or other spare bits is another one.
        if (position.isEmpty() || !cursors.write(scope, position.getAsLong()).equals(cursor)) {
            throw Problem.invalid(
                    "INVALID_CURSOR", "cursor is a nextCursor of this list, of the same user and filters.");
        }
        return position.getAsLong();
    }

    /** At most so many items on this page, and on no other. */
    public Paging withLimit(int other) {
        return new Paging(cursors, scope, other, position);
    }

    public int limit() {
        return limit;
    }

    /** The position after which an ascending list goes on. */
    public long after() {
        return position.orElse(0);
    }

    /** The position before which a descending list goes on. */
    public long before() {
        return position.orElse(Long.MAX_VALUE);
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
        return new Page<>(items, cursors.write(scope, positionOf.applyAsLong(items.getLast())));
    }

    /** A page of a list; nextCursor is there when there is more. */
    public record Page<T>(List<T> items, @Nullable String nextCursor) {
        public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
            return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
        }
    }
}
