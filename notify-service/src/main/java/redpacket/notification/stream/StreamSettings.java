package redpacket.notification.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the streams of events.
 *
 * @param streamsMax streams in this process; one more is refused with a time to come back
 * @param perUserMax streams of one user; one more ends the user's oldest
 * @param heartbeatEvery a comment is sent after so long without an event, so that both ends find a broken connection
 * @param pollEvery between two looks for messages from other processes
 * @param pollUsersMax users of one such query
 * @param readsAtOnce concurrent reads of inboxes, of all streams; fewer than the database's connections
 * @param joinsAtOnce streams that open at the same time; more are refused, since each holds a thread of the web server
 * @param readTimeout for which a read waits for a permit
 * @param batchMax messages read, and written, at once
 * @param byeRetry the least time after which a client returns from a stream that the server has ended; at most twice
 *     this
 */
@ConfigurationProperties("redpacket.notify.stream")
record StreamSettings(
        @DefaultValue("2500") int streamsMax,
        @DefaultValue("5") int perUserMax,
        @DefaultValue("15s") Duration heartbeatEvery,
        @DefaultValue("1s") Duration pollEvery,
        @DefaultValue("500") int pollUsersMax,
        @DefaultValue("5") int readsAtOnce,
        @DefaultValue("200") int joinsAtOnce,
        @DefaultValue("3s") Duration readTimeout,
        @DefaultValue("50") int batchMax,
        @DefaultValue("5s") Duration byeRetry) {
    StreamSettings {
        if (streamsMax < 1
                || perUserMax < 1
                || pollUsersMax < 1
                || readsAtOnce < 1
                || joinsAtOnce < 1
                || batchMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.stream: every bound is at least 1");
        }
        if (heartbeatEvery.toMillis() < 1
                || pollEvery.toMillis() < 1
                || readTimeout.toMillis() < 1
                || byeRetry.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.stream: every time is at least 1 ms");
        }
    }
}
