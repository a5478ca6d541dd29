package redpacket.gateway.switches;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.Switch;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.shed.LoadHint;

@Configuration(proxyBeanMethods = false)
class SwitchConfiguration {
    /** Before shedding, which does not count calls that are turned off. */
    @Bean
    @Order(0)
    Barrier switchBarrier(ControlFeed feed, SwitchSettings settings, LoadHint hint, MeterRegistry meters) {
        for (Switch part : Switch.values()) {
            Gauge.builder("redpacket.switch.on", feed, it -> it.isOn(part) ? 1 : 0)
                    .description("1 while the part is on in this process")
                    .tag("switch", part.spelling())
                    .register(meters);
        }
        return new SwitchBarrier(feed, settings, hint);
    }
}
