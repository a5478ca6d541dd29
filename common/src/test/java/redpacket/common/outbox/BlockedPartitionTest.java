package redpacket.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A partition that is not there, and a measurement that is slow, stop nothing else. */
class BlockedPartitionTest {
    private static final int BATCH = 4;
    private static final OutboxSettings SETTINGS = new OutboxSettings(
            "set-1",
            "kafka:1",
            "packet-events",
            "outbox",
            BATCH,
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(50),
            Duration.ofMillis(10));

    private final FakeOutbox outbox = new FakeOutbox();
    private final FakeKafka kafka = new FakeKafka();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OutboxRelay relay = new OutboxRelay(
            SETTINGS, outbox, () -> new EventPublisher(SETTINGS, key -> Math.toIntExact(key), kafka), meters);

    @AfterEach
    void close() {
        relay.close();
    }

    @Test
    void theRestGoesOnBehindMoreBlockedRowsThanABatchHolds() {
        kafka.loseLeader(2);
        kafka.loseLeader(3);
        for (long id = 1; id <= 10 * BATCH; id++) {
            outbox.add(new OutboxRow(id, id % 2 == 0 ? 2 : 3, "blocked " + id, Instant.EPOCH));
        }
        outbox.add(new OutboxRow(1_000, 1, "free", Instant.EPOCH));
        relay.start();
        await().until(() -> kafka.payloads().equals(List.of("free")));
        await().until(() -> blocked() == 10 * BATCH);
        kafka.addPartition(2);
        kafka.addPartition(3);
        await().until(() -> outbox.ids().isEmpty());
        await().until(() -> blocked() == 0);
        assertThat(kafka.payloads()).hasSize(10 * BATCH + 1);
    }

    @Test
    void otherEventsOfABlockedRowAreSentOnceUntilThePartitionIsThere() {
        kafka.loseLeader(3);
        outbox.add(new OutboxRow(7, 0, "2 {\"two\":2}\n3 {\"three\":3}", Instant.EPOCH));
        relay.start();
        await().until(() -> blocked() == 1);
        int looks = outbox.looks();
        await().until(() -> outbox.looks() > looks + 20);
        assertThat(kafka.payloads()).containsExactly("{\"two\":2}");
        kafka.addPartition(3);
        await().until(() -> outbox.ids().isEmpty());
        assertThat(kafka.payloads()).contains("{\"three\":3}");
    }

    @Test
    void aRowThatCommitsLateBelowBlockedOnesIsFound() {
        kafka.loseLeader(3);
        outbox.add(new OutboxRow(7, 3, "blocked", Instant.EPOCH));
        relay.start();
        await().until(() -> blocked() == 1);
        outbox.add(new OutboxRow(5, 1, "late", Instant.EPOCH));
        await().until(() -> kafka.payloads().contains("late"));
    }

    @Test
    void aMeasurementThatHangsOrFailsDelaysNoEvent() {
        CountDownLatch never = new CountDownLatch(1);
        outbox.measureAfter(never);
        outbox.add(1, "first");
        relay.start();
        await().until(() -> outbox.ids().isEmpty());
        outbox.failMeasurements(true);
        never.countDown();
        outbox.add(2, "second");
        relay.wake();
        await().until(() -> outbox.ids().isEmpty());
        outbox.failMeasurements(false);
        kafka.loseLeader(3);
        outbox.add(new OutboxRow(3, 3, "waits", Instant.EPOCH));
        await().until(() -> gauge("redpacket.outbox.depth") == 1);
    }

    private double blocked() {
        return gauge("redpacket.outbox.blocked");
    }

    private double gauge(String name) {
        return meters.get(name).tag("outbox", "set-1").gauge().value();
    }
}
