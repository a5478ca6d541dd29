package redpacket.grab.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of lanes.
 *
 * @param lanesPerSet writers of this process in one set
 * @param queueRequestsMax requests that wait for one lane; one more is refused with 503
 * @param batchRequestsMax requests in one transaction
 * @param lingerPercent the longest linger after a commit, as a percentage of the commit's time
 * @param lingerMax the longest linger after a commit
 * @param inFlightPerPacketMax opens in flight for one packet; one more is refused with 503
 * @param answerWithin a caller waits this long; then the outcome is unknown to it, and a repeat finds it
 * @param stalledAfter a commit that takes longer refuses new requests at once
 * @param commitTimeout a lane waits this long for the database; longer than any failover
 * @param triesMax tries of one batch after failures that may pass
 * @param memoryEntriesMax log entries in memory, in one set
 * @param shareFenMax the largest share
 * @param lockWait a statement waits this long for a lock of another transaction; whole seconds
 * @param lockWaitsMax lock-wait time-outs in one batch; then the rest of the batch is refused with 503
 * @param lockedFor opens of a locked packet are refused with 503 for this long, then one tries again
 * @param lockedPacketsMax locked packets that a lane knows
 * @param idleTransactionMax the server ends a transaction whose client is silent for this long; whole seconds
 * @param clockOffMax the largest difference between this process's clock and the database's at which packets expire
 * @param clockCompareEvery between two comparisons of the clocks
 */
@ConfigurationProperties("redpacket.grab.lane")
record LaneSettings(
        @DefaultValue("1") int lanesPerSet,
        @DefaultValue("4096") int queueRequestsMax,
        @DefaultValue("512") int batchRequestsMax,
        @DefaultValue("300") int lingerPercent,
        @DefaultValue("10ms") Duration lingerMax,
        @DefaultValue("4096") int inFlightPerPacketMax,
        @DefaultValue("2500ms") Duration answerWithin,
        @DefaultValue("1s") Duration stalledAfter,
        @DefaultValue("30s") Duration commitTimeout,
        @DefaultValue("5") int triesMax,
        @DefaultValue("300000") long memoryEntriesMax,
        @DefaultValue("20000") long shareFenMax,
        @DefaultValue("1s") Duration lockWait,
        @DefaultValue("2") int lockWaitsMax,
        @DefaultValue("3s") Duration lockedFor,
        @DefaultValue("1000") int lockedPacketsMax,
        @DefaultValue("4s") Duration idleTransactionMax,
        @DefaultValue("5s") Duration clockOffMax,
        @DefaultValue("10s") Duration clockCompareEvery) {
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
        if (lockWaitsMax < 1 || lockedPacketsMax < 1) {
            throw new IllegalArgumentException("redpacket.grab.lane: every bound of locks is at least 1");
        }
        if (lingerPercent < 0 || lingerMax.isNegative()) {
            throw new IllegalArgumentException("redpacket.grab.lane: a linger is 0 or more");
        }
        requireMillis(answerWithin, stalledAfter, commitTimeout, lockedFor, clockOffMax, clockCompareEvery);
        if (lockWait.toSeconds() < 1 || idleTransactionMax.toSeconds() < 1) {
            throw new IllegalArgumentException("redpacket.grab.lane: a time-out of the server is 1 s or more");
        }
    }

    private static void requireMillis(Duration... waits) {
        for (Duration wait : waits) {
            if (wait.toMillis() < 1) {
                throw new IllegalArgumentException("redpacket.grab.lane: a wait is 1 ms or more");
            }
        }
    }
}
