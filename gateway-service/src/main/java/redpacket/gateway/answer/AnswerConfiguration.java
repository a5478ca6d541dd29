package redpacket.gateway.answer;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {
    @Bean
    CountAnswers countAnswers(MeterRegistry meters, Ticker ticker) {
        return new CountAnswers(meters, ticker);
    }

    @Bean
    WriteAnswer writeAnswer(CountAnswers count) {
        return new WriteAnswer(count);
    }
}
