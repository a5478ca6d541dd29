package redpacket.notification.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instant up to which the records contain all published events.
 *
 * <p>A look stores the ends of the topic's partitions. When the records have reached these ends, they are complete as
 * of that look. Thread-safe.
 */
final class Progress {
    private volatile @Nullable Instant asOf;
    private @Nullable Look waiting;

    private record Look(Instant at, Map<Integer, Long> ends) {}

    /** The result of a look at this time: the ends of the partitions, read first, and the positions of the records. */
    synchronized void look(Instant at, Map<Integer, Long> ends, Map<Integer, Long> positions) {
        Look now = new Look(at, Map.copyOf(ends));
        if (isThere(now, positions)) {
            asOf = at;
            waiting = null;
        } else if (waiting == null) {
            waiting = now;
        } else if (isThere(waiting, positions)) {
            asOf = waiting.at();
            waiting = now;
        }
    }

    private static boolean isThere(Look look, Map<Integer, Long> positions) {
        return look.ends().entrySet().stream()
                .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Empty until it is known. */
    Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }
}
