package redpacket.common.consume;

import java.time.Duration;

/**
 * How long a consumer rests after a batch, so that the next one is larger: each costs a commit on two machines. The rest
 * follows the time that the batch took, so it is short on an idle machine and long on a busy one.
 *
 * @param percent of the time that the last batch took
 * @param max that it rests at the most, but where a batch took longer than that, then for as long: what follows by itself
 *     is at work for half of its time at the most
 */
public record Gathering(int percent, Duration max) {
    /** Far from what Kafka takes for a consumer that has died. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    public Gathering {
        if (percent < 0 || max.isNegative()) {
            throw new IllegalArgumentException("a rest is 0 or more");
        }
    }

    /** After a batch that took so long. A full batch has more behind it, and nothing to gather. */
    public Duration after(Duration took, boolean full) {
        if (full) {
            return Duration.ZERO;
        }
        Duration rest = took.multipliedBy(percent).dividedBy(100);
        Duration most = longer(max, shorter(took, LONGEST));
        return shorter(rest, most);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Rests; ends at once when the thread is interrupted, since its container stops. */
    public void rest(long begunNanos, boolean full) {
        try {
            Thread.sleep(after(Duration.ofNanos(System.nanoTime() - begunNanos), full));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
