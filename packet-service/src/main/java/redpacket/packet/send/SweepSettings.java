package redpacket.packet.send;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders that were left half-way are ended.
 *
 * @param afterMillis an order that is older and still ORDERED was left; longer than a charge takes to time out
 * @param ordersMax orders a round
 * @param concurrentMax of them at once, on one set
 */
@ConfigurationProperties("redpacket.packet.sweep")
record SweepSettings(
        @DefaultValue("3000") long afterMillis,
        @DefaultValue("64") int ordersMax,
        @DefaultValue("8") int concurrentMax) {
    SweepSettings {
        if (afterMillis < 1 || ordersMax < 1 || concurrentMax < 1) {
            throw new IllegalArgumentException(
                    "redpacket.packet.sweep: after-millis, orders-max and concurrent-max are 1 or more");
        }
    }
}
