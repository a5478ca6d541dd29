package redpacket.account.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time since which consumers have had events that are not in the ledger yet. An entry that a set has
 * and the ledger lacks may be one of those. A consumer that has taken its last event is quiet soon; a consumer with
 * more takes the next ones at once. What another process has is not known, so its events of the last seconds count as
 * under way. Thread-safe.
 */
public final class CreditsUnderWay {
    private static final Duration QUIET_AFTER = Duration.ofSeconds(2);
    private static final Duration TRIED_AGAIN_WITHIN = Duration.ofSeconds(30);

    private static final Duration ELSEWHERE_FOR = Duration.ofSeconds(10);
    private static final String ELSEWHERE = "another process";

    /** By consumer. */
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();

    /** @param oldest when the first of its events happened */
    private record Batch(Instant oldest, Instant quietAt) {}

    /** A consumer begins, or tries again, a batch; the oldest of its events happened then. */
    public void begun(String consumer, Instant oldest) {
        batches.put(consumer, new Batch(oldest, Instant.MAX));
    }

    /** All of the consumer's batch is in the ledger. */
    public void ended(String consumer, Instant now) {
        batches.computeIfPresent(consumer, (name, batch) -> new Batch(batch.oldest(), now.plus(QUIET_AFTER)));
    }

    /** The batch is tried again soon, here or, where its partition has moved, by another process. */
    public void failed(String consumer, Instant now) {
        batches.computeIfPresent(consumer, (name, batch) -> new Batch(batch.oldest(), now.plus(TRIED_AGAIN_WITHIN)));
    }

    /** Another process leads a shard, or led it a moment ago, and may have events that are not in the ledger yet. */
    public void elsewhere(Instant now) {
        batches.put(ELSEWHERE, new Batch(now.minus(TRIED_AGAIN_WITHIN), now.plus(ELSEWHERE_FOR)));
    }

    /** Events from before this time are in the ledger. It is now when no consumer has events left. */
    public Instant since(Instant now) {
        Instant since = now;
        for (Batch batch : batches.values()) {
            if (batch.quietAt().isAfter(now) && batch.oldest().isBefore(since)) {
                since = batch.oldest();
            }
        }
        return since;
    }
}
