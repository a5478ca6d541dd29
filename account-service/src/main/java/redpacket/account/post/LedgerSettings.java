package redpacket.account.post;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the ledger.
 *
 * @param queueCommandsMax commands that somebody waits for and that wait for a shard's writer, one more hears 503; and as
 *     many that follow by themselves
 * @param batchCommandsMax commands in one transaction
 * @param answerWithin a caller waits this long; then the outcome is unknown to it
 * @param retryWaitFirst pause after a transaction that failed; it doubles up to retryWaitMax while somebody waits
 * @param fencedTriesMax so often may another writer be faster with the same command, then its caller hears 503
 * @param dailyLimitFen most that a user may send in a day
 * @param dayZone where a day begins
 */
@ConfigurationProperties("redpacket.account.ledger")
record LedgerSettings(
        @DefaultValue("4096") int queueCommandsMax,
        @DefaultValue("512") int batchCommandsMax,
        @DefaultValue("2s") Duration answerWithin,
        @DefaultValue("20ms") Duration retryWaitFirst,
        @DefaultValue("500ms") Duration retryWaitMax,
        @DefaultValue("5") int fencedTriesMax,
        @DefaultValue("10000000") long dailyLimitFen,
        @DefaultValue("Asia/Shanghai") ZoneId dayZone) {
    LedgerSettings {
        if (queueCommandsMax < 1 || batchCommandsMax < 1 || batchCommandsMax > queueCommandsMax) {
            throw new IllegalArgumentException(
                    "redpacket.account.ledger: a batch is at least 1 and at most the queue of commands");
        }
        if (answerWithin.isNegative() || answerWithin.isZero()) {
            throw new IllegalArgumentException("redpacket.account.ledger.answer-within is positive");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.account.ledger: retry-wait-first is 1 ms or more, and retry-wait-max no less");
        }
        if (fencedTriesMax < 1) {
            throw new IllegalArgumentException("redpacket.account.ledger.fenced-tries-max is positive");
        }
        if (dailyLimitFen < 1) {
            throw new IllegalArgumentException("redpacket.account.ledger.daily-limit-fen is positive");
        }
    }
}
