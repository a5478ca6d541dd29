package redpacket.grab.ended;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the sets' Redis.
 *
 * @param answerWithin a query is given up after this, since the database has the answer too
 * @param connectWithin one attempt to connect, and the pause before the next
 * @param queueCommandsMax commands in flight; one more fails at once
 * @param keepFor an ended packet is stored this long
 */
@ConfigurationProperties("redpacket.grab.redis")
record RedisSettings(
        @DefaultValue("30ms") Duration answerWithin,
        @DefaultValue("500ms") Duration connectWithin,
        @DefaultValue("2000") int queueCommandsMax,
        @DefaultValue("1h") Duration keepFor) {
    RedisSettings {
        if (queueCommandsMax < 1
                || answerWithin.toMillis() < 1
                || connectWithin.toMillis() < 1
                || keepFor.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.grab.redis: every bound is positive");
        }
    }
}
