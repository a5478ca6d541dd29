package redpacket.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxSettingsTest {
    @Test
    void hasDefaults() {
        assertThat(OutboxSettings.of("set-1", "kafka:1", "packet-events"))
                .isEqualTo(settings("outbox", 250, 100, 3_000, 4_000, 10_000));
        assertThat(OutboxSettings.of("groups", "kafka:1", "group-events", "group_outbox")
                        .table())
                .isEqualTo("group_outbox");
    }

    @ParameterizedTest
    @CsvSource({
        "outbox; DROP TABLE outbox, 1, 1, 1, 1000, 2",
        "outbox, 0, 1, 1, 1000, 2",
        "outbox, 5001, 1, 1, 1000, 2",
        "outbox, 1, 0, 1, 1000, 2",
        "outbox, 1, 1, 0, 1000, 2",
        "outbox, 1, 1, 1, 999, 2",
        "outbox, 1, 1, 1, 1000, 1"
    })
    void refusesWhatCannotWork(
            String table, int rows, long idleMillis, long failureMillis, long leaseMillis, long deliveryMillis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(table, rows, idleMillis, failureMillis, leaseMillis, deliveryMillis));
    }

    static OutboxSettings settings(
            String table, int rows, long idleMillis, long failureMillis, long leaseMillis, long deliveryMillis) {
        return new OutboxSettings(
                "set-1",
                "kafka:1",
                "packet-events",
                table,
                rows,
                Duration.ofMillis(idleMillis),
                Duration.ofMillis(failureMillis),
                Duration.ofMillis(leaseMillis),
                Duration.ofMillis(deliveryMillis),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }
}
