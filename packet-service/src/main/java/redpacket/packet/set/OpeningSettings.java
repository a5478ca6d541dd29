package redpacket.packet.set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the start waits for databases.
 *
 * @param waitMillis longest wait; a database that is not open by then joins later
 */
@ConfigurationProperties("redpacket.packet.opening")
public record OpeningSettings(@DefaultValue("20000") long waitMillis) {
    public OpeningSettings {
        if (waitMillis < 0) {
            throw new IllegalArgumentException("redpacket.packet.opening.wait-millis: 0 or more");
        }
    }
}
