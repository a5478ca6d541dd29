package redpacket.packet.profile;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import redpacket.common.consume.ConsumerSettings;
import redpacket.common.consume.Consumers;
import redpacket.common.process.ProcessSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps changed profiles in the sets' caches. */
@Configuration(proxyBeanMethods = false)
class ProfileListener {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileListener.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int POLL_RECORDS_MAX = 500;

    private final RedisProfiles profiles;

    ProfileListener(RedisProfiles profiles) {
        this.profiles = profiles;
    }

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> profileListeners(ProcessSettings process) {
        return Consumers.batches(new ConsumerSettings(
                process.kafka().bootstrapServers(),
                "packet-profiles",
                process.instance().name(),
                1,
                POLL_RECORDS_MAX,
                Duration.ofMillis(200),
                Duration.ofSeconds(5)));
    }

    @KafkaListener(topics = "profile-events", containerFactory = "profileListeners")
    void keep(List<ConsumerRecord<String, String>> records) {
        for (ConsumerRecord<String, String> record : records) {
            if (record.value() == null) {
                continue;
            }
            try {
                profiles.keep(JSON.readValue(record.value(), Profile.class));
            } catch (JacksonException e) {
                // A face that cannot be read costs a face; the next change of it mends that.
                LOG.error("no profile at {}-{} offset {}", record.topic(), record.partition(), record.offset());
            }
        }
    }
}
