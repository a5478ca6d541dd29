package redpacket.common.consume;

import java.time.Duration;

/**
 * A pause after a batch, so that the next batch is larger: each batch costs a commit on two machines.
 *
 * @param pause after a batch that was not full; a full one has more records behind it
 */
public record Linger(Duration pause) {
    /** Far from the time after which Kafka takes a consumer for dead. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

    public Linger {
        if (pause.isNegative() || pause.compareTo(PAUSE_MAX) > 0) {
            throw new IllegalArgumentException("a linger is from 0 to " + PAUSE_MAX + ", not " + pause);
        }
    }

    /** Waits; returns at once when the thread is interrupted, because its container stops. */
    public void after(boolean fullBatch) {
        if (fullBatch) {
            return;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
