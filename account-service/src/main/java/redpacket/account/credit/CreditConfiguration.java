package redpacket.account.credit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Leadership;
import redpacket.account.model.Ledger;
import redpacket.account.shard.Shards;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.consume.DeadLetters;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class CreditConfiguration {
    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(ProcessSettings process, MeterRegistry meters) {
        return new DeadLetters(process.kafka().bootstrapServers(), "packet-events.account.dead", meters);
    }

    @Bean(destroyMethod = "close")
    AnnounceRefunds announceRefunds(ProcessSettings process, Clock clock) {
        return new AnnounceRefunds(process.kafka().bootstrapServers(), clock);
    }

    @Bean
    CreditsUnderWay creditsUnderWay() {
        return new CreditsUnderWay();
    }

    @Bean
    CreditConsumers creditConsumers(
            ProcessSettings process,
            CreditSettings settings,
            CreditListener listener,
            Shards shards,
            Leadership leadership,
            ApplicationContext context,
            CreditsUnderWay underWay,
            Clock clock,
            MeterRegistry meters) {
        ConcurrentKafkaListenerContainerFactory<String, String> factory = Consumers.assigned(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                "account",
                process.instance().name(),
                1,
                settings.pollRecordsMax(),
                settings.fetchWait(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
        factory.setApplicationContext(context);
        factory.setApplicationEventPublisher(context);
        return new CreditConsumers(factory, listener, shards, leadership, context, underWay, clock, meters);
    }

    @Bean
    CreditListener creditListener(
            Ledger ledger,
            PacketIdCodec codec,
            CreditSettings settings,
            DeadLetters deadLetters,
            AnnounceRefunds announceRefunds,
            CreditsUnderWay underWay,
            Clock clock,
            MeterRegistry meters) {
        return new CreditListener(
                ledger,
                new CreditCommands(codec, settings.creditFenMax()),
                settings,
                deadLetters::setAside,
                announceRefunds,
                underWay,
                clock,
                meters);
    }
}
