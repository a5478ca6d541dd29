package redpacket.gateway.fastpath;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.admit.Admission;
import redpacket.gateway.admit.ListenerCalls;
import redpacket.gateway.answer.CountAnswers;

@Configuration(proxyBeanMethods = false)
class FastPathConfiguration {
    @Bean
    FastPath fastPath(
            Admission admission,
            @Qualifier("publicCalls") ListenerCalls publicCalls,
            CountAnswers count,
            MeterRegistry meters) {
        return new FastPath(admission, publicCalls, count, meters);
    }

    /** The web server calls this with the channel of each request, before the request. With HTTP/2 that is a stream. */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> fastPathOnConnections(
            FastPath from, FastPathSettings settings) {
        return factory -> factory.addServerCustomizers(server -> !settings.on()
                ? server
                : server.doOnConnection(connection -> {
                    Channel channel = connection.channel();
                    Http1FastPathHandler.addTo(channel, from, settings);
                    Http2FastPathHandler.addTo(channel, from, settings);
                }));
    }
}
