package redpacket.account.wallet;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of carrying payouts to the payment provider.
 *
 * @param every pause between two rounds
 * @param payoutsPerRound payouts of one shard in one round
 * @param retryWaitFirst pause after the first try that failed; it doubles up to retryWaitMax, and there is no last try
 */
@ConfigurationProperties("redpacket.account.payout")
record PayoutSettings(
        @DefaultValue("500ms") Duration every,
        @DefaultValue("100") int payoutsPerRound,
        @DefaultValue("2s") Duration retryWaitFirst,
        @DefaultValue("10m") Duration retryWaitMax) {
    private static final int DOUBLINGS_MAX = 20;

    PayoutSettings {
        if (every.toMillis() < 1 || payoutsPerRound < 1) {
            throw new IllegalArgumentException(
                    "redpacket.account.payout: every is 1 ms or more, and payouts-per-round positive");
        }
        if (retryWaitFirst.toMillis() < 1 || retryWaitMax.compareTo(retryWaitFirst) < 0) {
            throw new IllegalArgumentException(
                    "redpacket.account.payout: retry-wait-first is 1 ms or more, and retry-wait-max no less");
        }
    }

    /** The pause after a try that had so many before it. */
    Duration waitAfter(int triesBefore) {
        Duration wait = retryWaitFirst.multipliedBy(1L << Math.min(triesBefore, DOUBLINGS_MAX));
        return wait.compareTo(retryWaitMax) < 0 ? wait : retryWaitMax;
    }
}
