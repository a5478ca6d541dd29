package redpacket.local.election;

import java.time.Duration;

/**
 * Bounds of an election.
 *
 * @param probeEvery between two probes of the primary
 * @param hungAfter a primary that left probes unanswered for so long is killed
 * @param unansweredMin and so many probes in a row
 * @param youngFor how long an election waits for members that run and do not answer yet
 * @param startMax how long it waits for the last primary, which starts with its whole log
 * @param checkEvery between two checks of a member that leads or follows
 * @param healAfter a replica that does not follow for so long, although its threads were restarted, follows anew
 */
public record ElectionSettings(
        Duration probeEvery,
        Duration hungAfter,
        int unansweredMin,
        Duration youngFor,
        Duration startMax,
        Duration checkEvery,
        Duration healAfter) {
    public static final ElectionSettings DEFAULTS = new ElectionSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(8),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15));

    public ElectionSettings {
        if (unansweredMin < 1) {
            throw new IllegalArgumentException("at least one probe tells that a primary hangs");
        }
        for (Duration bound : new Duration[] {probeEvery, hungAfter, youngFor, startMax, checkEvery, healAfter}) {
            if (bound.isNegative() || bound.isZero()) {
                throw new IllegalArgumentException("a bound is positive, not " + bound);
            }
        }
    }
}
