package redpacket.gateway.head;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redpacket.gateway.admit.AdmitAtOnce;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.answer.CountAnswers;

@Configuration(proxyBeanMethods = false)
class HeadConfiguration {
    @Bean
    AnswerFromHead answerFromHead(
            AdmitAtOnce edge,
            List<AnswersAtOnce> answers,
            CountAnswers count,
            HeadSettings settings,
            MeterRegistry meters) {
        return new AnswerFromHead(edge, answers, count, settings, meters);
    }

    /** The web server calls this with each request's channel, before the request: of HTTP/2 that is a stream. */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> headsOnConnections(
            AnswerFromHead from, HeadSettings settings) {
        return factory -> factory.addServerCustomizers(server -> server.doOnConnection(connection -> {
            Channel channel = connection.channel();
            Http1Heads.addTo(channel, from, settings);
            Http2Heads.addTo(channel, from, settings);
        }));
    }
}
