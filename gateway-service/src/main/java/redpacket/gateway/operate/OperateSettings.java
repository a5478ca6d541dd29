package redpacket.gateway.operate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The listener of operators.
 *
 * @param opsPort its port, on the same address and with the same certificate as the public one
 * @param opsAnswerWithin a service has this long to answer an operator
 */
@ConfigurationProperties("redpacket.gateway")
record OperateSettings(
        @DefaultValue("9443") int opsPort,
        @DefaultValue("10s") Duration opsAnswerWithin) {
    OperateSettings {
        if (opsPort < 0 || opsPort > 65_535) {
            throw new IllegalArgumentException("redpacket.gateway.ops-port is from 0 to 65535");
        }
    }
}
