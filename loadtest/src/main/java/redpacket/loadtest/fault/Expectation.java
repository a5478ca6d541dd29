package redpacket.loadtest.fault;

import java.time.Duration;

/**
 * What users may notice of a fault. Every bound is the longest gap between two answers to calls of one class.
 *
 * @param set the packet set that the fault strikes; empty if it strikes all sets or none
 * @param opensWithin for opens of the struck set, or of every set if there is no struck set
 * @param elsewhereWithin for opens of all other sets
 * @param sendsWithin for sends to whatever set is open
 * @param refusesOpens the struck set must answer no new open while the fault lasts
 */
public record Expectation(
        String set, Duration opensWithin, Duration elsewhereWithin, Duration sendsWithin, boolean refusesOpens) {
    private static final Duration ELSEWHERE = Duration.ofSeconds(2);
    private static final Duration SENDS = Duration.ofSeconds(2);

    /** The fault strikes one packet set. */
    public static Expectation ofSet(String set, Duration opensWithin) {
        return new Expectation(set, opensWithin, ELSEWHERE, SENDS, false);
    }

    /** The packet set refuses all opens until the fault ends. */
    public static Expectation refusing(String set, Duration opensWithin) {
        return new Expectation(set, opensWithin, ELSEWHERE, SENDS, true);
    }

    /** The fault strikes a part that all sets share. */
    public static Expectation ofAll(Duration opensWithin, Duration sendsWithin) {
        return new Expectation("", opensWithin, opensWithin, sendsWithin, false);
    }

    public Duration opensWithin(String ofSet) {
        return set.isEmpty() || set.equals(ofSet) ? opensWithin : elsewhereWithin;
    }

    /** Looser bounds for a busy machine. */
    public Expectation times(int patience) {
        return new Expectation(
                set,
                opensWithin.multipliedBy(patience),
                elsewhereWithin.multipliedBy(patience),
                sendsWithin.multipliedBy(patience),
                refusesOpens);
    }
}
