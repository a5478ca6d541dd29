package redpacket.account.post;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the ledger.
 *
 * @param queueCommandsMax commands of each class that wait for a shard's writer; one more is refused
 * @param batchCommandsMax commands in one transaction
 * @param answerWithin a caller waits this long; then it does not know the outcome
 * @param retryWaitFirst pause after a transaction that failed; it doubles up to retryWaitMax while a caller waits
 * @param conflictTriesMax tries of a command whose transaction meets rows that another writer has just made
 * @param leaseFor a leader that has not renewed its lease for this long can be replaced
 * @param renewEvery pause between renewals of an idle leader
 * @param standbyPollEvery pause between two attempts of a standby to lead
 * @param idleTransactionMax the server ends a writer's transaction that sends nothing for this long, in whole seconds:
 *     it frees the locks of a frozen process
 * @param commitTimeout longest wait for one statement or commit; then the outcome is unknown
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
        @DefaultValue("5") int conflictTriesMax,
        @DefaultValue("3s") Duration leaseFor,
        @DefaultValue("500ms") Duration renewEvery,
        @DefaultValue("250ms") Duration standbyPollEvery,
        @DefaultValue("2s") Duration idleTransactionMax,
        @DefaultValue("5s") Duration commitTimeout,
        @DefaultValue("10000000") long dailyLimitFen,
        @DefaultValue("Asia/Shanghai") ZoneId dayZone) {
    private static final String PREFIX = "redpacket.account.ledger";

    LedgerSettings {
        require(
                batchCommandsMax >= 1 && batchCommandsMax <= queueCommandsMax,
                ": a batch is at least 1 and at most the queue of commands");
        require(answerWithin.isPositive(), ".answer-within is positive");
        require(
                retryWaitFirst.toMillis() >= 1 && retryWaitMax.compareTo(retryWaitFirst) >= 0,
                ": retry-wait-first is 1 ms or more, and retry-wait-max no less");
        require(conflictTriesMax >= 1, ".conflict-tries-max is positive");
        require(
                renewEvery.toMillis() >= 1 && renewEvery.multipliedBy(2).compareTo(leaseFor) <= 0,
                ": renew-every is 1 ms or more, and half of lease-for at most");
        require(standbyPollEvery.toMillis() >= 1, ".standby-poll-every is 1 ms or more");
        require(
                idleTransactionMax.toSeconds() >= 1
                        && renewEvery.multipliedBy(2).compareTo(idleTransactionMax) <= 0,
                ": idle-transaction-max is 1 s or more, and twice renew-every or more");
        require(commitTimeout.toMillis() >= 1, ".commit-timeout is 1 ms or more");
        require(dailyLimitFen >= 1, ".daily-limit-fen is positive");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(PREFIX + rule);
        }
    }
}
