package redpacket.notification.stream;

import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
    private static final String BUFFER_BYTES = "1024";

    /**
     * A stream is idle most of the time and keeps its socket's buffers all the time. The default of 8 KiB each way
     * would be a sixth of its memory.
     */
    @Bean
    TomcatConnectorCustomizer smallSocketBuffers() {
        return connector -> {
            connector.setProperty("socket.appReadBufSize", BUFFER_BYTES);
            connector.setProperty("socket.appWriteBufSize", BUFFER_BYTES);
        };
    }
}
