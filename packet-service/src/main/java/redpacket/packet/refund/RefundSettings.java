package redpacket.packet.refund;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How refunds are followed.
 *
 * @param pollRecordsMax refunds marked in one transaction
 * @param retryMillisMax longest pause after failures in a row
 */
@ConfigurationProperties("redpacket.packet.refund")
record RefundSettings(
        @DefaultValue("500") int pollRecordsMax,
        @DefaultValue("5000") long retryMillisMax) {
    static final long RETRY_MILLIS_FIRST = 100;

    RefundSettings {
        if (pollRecordsMax < 1 || retryMillisMax < RETRY_MILLIS_FIRST) {
            throw new IllegalArgumentException("redpacket.packet.refund: poll-records-max is positive and"
                    + " retry-millis-max at least " + RETRY_MILLIS_FIRST);
        }
    }
}
