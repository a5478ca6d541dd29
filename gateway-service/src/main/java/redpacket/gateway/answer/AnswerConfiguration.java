package redpacket.gateway.answer;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {
    @Bean
    WriteAnswer writeAnswer(MeterRegistry meters, Ticker ticker) {
        return new WriteAnswer(new CountAnswers(meters, ticker));
    }
}
