package redpacket.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the way to a service.
 *
 * @param connectionsMax to one instance
 * @param waitingMax requests that wait for a connection to one instance
 * @param waitWithin for a connection
 * @param answerWithin a service has this long; then the outcome is unknown
 * @param callsMax under way to one set, or to one other service
 * @param bodyBytesMax of a request
 * @param bodyWithin a client has this long to send its body
 * @param probeEvery between two looks at an instance of grab-service
 */
@ConfigurationProperties("redpacket.gateway.route")
record RouteSettings(
        @DefaultValue("256") int connectionsMax,
        @DefaultValue("2048") int waitingMax,
        @DefaultValue("1s") Duration waitWithin,
        @DefaultValue("300ms") Duration connectWithin,
        @DefaultValue("4s") Duration answerWithin,
        @DefaultValue("2048") int callsMax,
        @DefaultValue("65536") int bodyBytesMax,
        @DefaultValue("5s") Duration bodyWithin,
        @DefaultValue("250ms") Duration probeEvery) {
    RouteSettings {
        if (connectionsMax < 1 || waitingMax < 1 || callsMax < 1 || bodyBytesMax < 1) {
            throw new IllegalArgumentException("redpacket.gateway.route: every bound is at least 1");
        }
    }
}
