package redpacket.grab.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of lanes.
 *
 * @param lanesPerSet writers of this process in one set
 * @param queueRequestsMax requests that wait for one lane; one more hears 503
 * @param batchRequestsMax requests in one transaction
 * @param gatherPercent of the last commit's time, that a lane rests at the most before the next one
 * @param gatherMax that it rests at the most
 * @param inFlightPerPacketMax requests under way for one packet; one more hears 503
 * @param answerWithin a caller waits this long; then the outcome is unknown to it, and a repeat finds it
 * @param stalledAfter a commit that takes longer refuses new requests at once
 * @param commitTimeout a lane waits this long for an answer of the database: longer than any promotion
 * @param triesMax of one batch after failures that are worth it
 * @param memoryEntriesMax entries of packets' logs that are remembered in one set
 * @param shareFenMax most that one share holds
 */
@ConfigurationProperties("redpacket.grab.lane")
record LaneSettings(
        @DefaultValue("1") int lanesPerSet,
        @DefaultValue("4096") int queueRequestsMax,
        @DefaultValue("512") int batchRequestsMax,
        @DefaultValue("300") int gatherPercent,
        @DefaultValue("10ms") Duration gatherMax,
        @DefaultValue("4096") int inFlightPerPacketMax,
        @DefaultValue("2500ms") Duration answerWithin,
        @DefaultValue("1s") Duration stalledAfter,
        @DefaultValue("30s") Duration commitTimeout,
        @DefaultValue("5") int triesMax,
        @DefaultValue("300000") long memoryEntriesMax,
        @DefaultValue("20000") long shareFenMax) {
    public LaneSettings {
        if (lanesPerSet < 1 || lanesPerSet > 64) {
            throw new IllegalArgumentException("redpacket.grab.lane.lanes-per-set is 1 to 64");
        }
        if (queueRequestsMax < 1 || batchRequestsMax < 1 || batchRequestsMax > queueRequestsMax) {
            throw new IllegalArgumentException(
                    "redpacket.grab.lane: a batch is at least 1 and at most the queue of requests");
        }
        if (inFlightPerPacketMax < 1 || triesMax < 1 || memoryEntriesMax < 1 || shareFenMax < 1) {
            throw new IllegalArgumentException("redpacket.grab.lane: every bound is at least 1");
        }
        if (gatherPercent < 0 || gatherMax.isNegative()) {
            throw new IllegalArgumentException("redpacket.grab.lane: a rest is 0 or more");
        }
        if (answerWithin.toMillis() < 1 || stalledAfter.toMillis() < 1 || commitTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.grab.lane: a wait is 1 ms or more");
        }
    }
}
