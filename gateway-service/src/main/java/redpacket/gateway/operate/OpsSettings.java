package redpacket.gateway.operate;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The listener of operators.
 *
 * @param opsPort its port, another one than the public port; 0 takes a free one
 */
@ConfigurationProperties("redpacket.gateway")
record OpsSettings(int opsPort) {
    public OpsSettings {
        if (opsPort < 0 || opsPort > 65_535) {
            throw new IllegalArgumentException("redpacket.gateway.ops-port: 0 to 65535");
        }
    }
}
