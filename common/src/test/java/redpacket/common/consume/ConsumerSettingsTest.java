package redpacket.common.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

class ConsumerSettingsTest {
    @Test
    void becomeAConsumerThatMovesItsPositionOnlyAfterTheWork() {
        var factory = Consumers.batches(settings(3, 500, 200, 10_000));
        Map<String, Object> config =
                Objects.requireNonNull(factory.getConsumerFactory()).getConfigurationProperties();
        assertThat(config)
                .containsEntry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka:1")
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "account")
                .containsEntry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "account-account-1")
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500)
                .containsEntry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500)
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        assertThat(factory.getContainerProperties().getAckMode()).isEqualTo(AckMode.BATCH);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1", "1, 0, 1, 1", "1, 1, 0, 1", "1, 1, 2, 1"})
    void refuseWhatCannotWork(int consumers, int records, long firstMillis, long longestMillis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(consumers, records, firstMillis, longestMillis))
                .withMessageContaining("account");
    }

    static ConsumerSettings settings(int consumers, int records, long firstMillis, long longestMillis) {
        return new ConsumerSettings(
                "kafka:1",
                "account",
                "account-1",
                consumers,
                records,
                Duration.ofMillis(500),
                Duration.ofMillis(firstMillis),
                Duration.ofMillis(longestMillis));
    }
}
