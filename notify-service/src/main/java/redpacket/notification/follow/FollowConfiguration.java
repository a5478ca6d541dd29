package redpacket.notification.follow;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FollowConfiguration {
    private static final String BUFFER_BYTES = "1024";

    /**
     * A followed connection is quiet nearly always, and keeps its socket's buffers all the time: 8 KiB each way, unless
     * told otherwise, which is a sixth of what it needs in all.
     */
    @Bean
    TomcatConnectorCustomizer smallSocketBuffers() {
        return connector -> {
            connector.setProperty("socket.appReadBufSize", BUFFER_BYTES);
            connector.setProperty("socket.appWriteBufSize", BUFFER_BYTES);
        };
    }
}
