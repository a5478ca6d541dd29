package redpacket.notification.follow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of those who follow their inbox.
 *
 * @param followersMax in this process; one more is refused with a time to come back
 * @param perUserMax one more ends the oldest of the user
 * @param heartbeatEvery a comment is sent when nothing else was, so that both ends know of each other
 * @param pollEvery between two looks whether another process has put something into a followed inbox
 * @param pollUsersMax users of one such query
 * @param readsAtOnce looks into inboxes at the same time, of all who follow; less than the database's connections
 * @param joinsAtOnce who come at the same time and have to be looked up; more are refused, since each has a thread of the
 *     web server meanwhile
 * @param readTimeout that one waits for its turn
 * @param batchMax messages read, and written, at once
 */
@ConfigurationProperties("redpacket.notify.follow")
record FollowSettings(
        @DefaultValue("2500") int followersMax,
        @DefaultValue("5") int perUserMax,
        @DefaultValue("15s") Duration heartbeatEvery,
        @DefaultValue("1s") Duration pollEvery,
        @DefaultValue("500") int pollUsersMax,
        @DefaultValue("5") int readsAtOnce,
        @DefaultValue("200") int joinsAtOnce,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("50") int batchMax) {
    FollowSettings {
        if (followersMax < 1
                || perUserMax < 1
                || pollUsersMax < 1
                || readsAtOnce < 1
                || joinsAtOnce < 1
                || batchMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.follow: every bound is at least 1");
        }
        if (heartbeatEvery.toMillis() < 1 || pollEvery.toMillis() < 1 || readTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.notify.follow: every time is at least 1 ms");
        }
    }
}
