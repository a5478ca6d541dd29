package redpacket.account.credit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.model.Ledger;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.consume.DeadLetters;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.process.ProcessSettings;

@Configuration(proxyBeanMethods = false)
class CreditConfiguration {
    /** A group's partitions are dealt in ranges: with a consumer a shard, each has the partitions of one (rule M4). */
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> packetEventListeners(
            ProcessSettings process, CreditSettings settings) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                "account",
                process.instance().name(),
                process.accounts().shards(),
                settings.pollRecordsMax(),
                settings.fetchWait(),
                settings.retryWaitFirst(),
                settings.retryWaitMax()));
    }

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
