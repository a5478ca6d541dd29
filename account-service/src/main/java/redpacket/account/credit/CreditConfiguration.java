package redpacket.account.credit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.consume.DeadLetters;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class CreditConfiguration {
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> packetEventListeners(
            ProcessSettings process, CreditSettings settings) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                "account",
                process.instance().name(),
                settings.consumers(),
                settings.pollRecordsMax(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
    }

    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(ProcessSettings process, MeterRegistry meters) {
        return new DeadLetters(process.kafka().bootstrapServers(), "packet-events.account.dead", meters);
    }
}
