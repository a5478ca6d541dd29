package redpacket.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final long FAILURE_MILLIS_MAX = 300;
    private static final long LEASE_MILLIS = 1_000;
    private static final OutboxSettings SETTINGS =
            OutboxSettingsTest.settings("outbox", 4, 10, FAILURE_MILLIS_MAX, LEASE_MILLIS, 1_000);

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
    void publishesTheLowestFirstAndDeletesWhatKafkaAcknowledged() {
        for (long id = 9; id >= 1; id--) {
            outbox.add(id, "event " + id);
        }
        relay.start();
        awaitEmpty();
        assertThat(kafka.payloads())
                .containsExactly(
                        "event 1", "event 2", "event 3", "event 4", "event 5", "event 6", "event 7", "event 8",
                        "event 9");
        assertThat(kafka.history()).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("packet-events");
            assertThat(record.key()).isEqualTo(String.valueOf(record.partition()));
        });
        assertThat(publishedEvents()).isEqualTo(9);
    }

    @Test
    void publishesEachEventOfARowUnderItsOwnKey() {
        outbox.add(new OutboxRow(7, 0, "2 {\"two\":2}\n3 {\"three\":3}", Instant.EPOCH));
        relay.start();
        awaitEmpty();
        assertThat(kafka.history())
                .extracting(record -> record.partition() + " " + record.key() + " " + record.value())
                .containsExactly("2 2 {\"two\":2}", "3 3 {\"three\":3}");
        assertThat(publishedEvents()).isEqualTo(2);
    }

    @Test
    void keepsARowOfWhichKafkaRefusesOneEvent() {
        kafka.refuse("{\"three\":3}");
        outbox.add(new OutboxRow(7, 0, "2 {\"two\":2}\n3 {\"three\":3}", Instant.EPOCH));
        relay.start();
        await().until(() -> kafka.refusedNanos().size() >= 2);
        assertThat(outbox.ids()).containsExactly(7L);
        kafka.accept("{\"three\":3}");
        awaitEmpty();
        assertThat(kafka.payloads()).contains("{\"three\":3}");
    }

    @Test
    void deletesTheRowsOfSeveralRoundsAtOnceAndPublishesEachOnce() {
        outbox.add(1, "first");
        relay.start();
        awaitEmpty();
        int before = outbox.deletes();
        for (long id = 2; id <= 4; id++) {
            long published = id;
            outbox.add(id, "event " + id);
            relay.wake();
            await().until(() -> kafka.payloads().size() == published);
        }
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("first", "event 2", "event 3", "event 4");
        assertThat(outbox.deletes() - before).isLessThan(3);
    }

    @Test
    void findsARowThatCommitsLateBehindThoseThatArePublished() {
        outbox.add(5, "five");
        relay.start();
        awaitEmpty();
        outbox.add(3, "three, late");
        relay.wake();
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("five", "three, late");
    }

    @Test
    void keepsWhatKafkaRefusesAndPublishesItsNeighbours() {
        kafka.refuse("refused");
        outbox.add(1, "refused");
        outbox.add(2, "well");
        outbox.add(3, "well too");
        relay.start();
        await().until(() -> outbox.ids().equals(List.of(1L)));
        assertThat(kafka.payloads()).containsExactly("well", "well too");
        kafka.accept("refused");
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("well", "well too", "refused");
    }

    @Test
    void triesAgainWithoutEndAndEverMoreSlowlyWhileKafkaIsAway() {
        kafka.setAway(true);
        outbox.add(1, "patient");
        relay.start();
        await().until(() -> kafka.refusedNanos().size() >= 5);
        assertThat(outbox.ids()).containsExactly(1L);
        List<Long> tries = kafka.refusedNanos();
        assertThat(millisBetween(tries, 0)).isGreaterThanOrEqualTo(100);
        assertThat(millisBetween(tries, 1)).isGreaterThanOrEqualTo(200);
        assertThat(millisBetween(tries, 2)).isGreaterThanOrEqualTo(FAILURE_MILLIS_MAX);
        assertThat(millisBetween(tries, 3)).isGreaterThanOrEqualTo(FAILURE_MILLIS_MAX);
        kafka.setAway(false);
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("patient");
    }

    @Test
    void publishesAgainWhatItCouldNotDelete() {
        outbox.failDeletes(1);
        outbox.add(1, "twice");
        relay.start();
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("twice", "twice");
    }

    @Test
    void waitsWithoutSpinningWhileAnotherIsTheRelayAndThenTakesOver() {
        outbox.setOurs(false);
        outbox.add(1, "later");
        relay.start();
        await().until(() -> outbox.askedNanos().size() >= 3);
        List<Long> asked = outbox.askedNanos();
        assertThat(millisBetween(asked, 0)).isGreaterThanOrEqualTo(LEASE_MILLIS / 4 - 1);
        assertThat(millisBetween(asked, 1)).isGreaterThanOrEqualTo(LEASE_MILLIS / 4 - 1);
        assertThat(kafka.payloads()).isEmpty();
        outbox.setOurs(true);
        awaitEmpty();
        assertThat(kafka.payloads()).containsExactly("later");
    }

    @Test
    void givesItsLeaseBackWhenItEnds() {
        relay.start();
        relay.close();
        assertThat(outbox.released()).isTrue();
    }

    private double publishedEvents() {
        return meters.counter("redpacket.outbox.published", "outbox", "set-1").count();
    }

    private void awaitEmpty() {
        await().atMost(Duration.ofSeconds(10)).until(() -> outbox.ids().isEmpty());
    }

    private static long millisBetween(List<Long> nanos, int index) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.get(index + 1) - nanos.get(index));
    }
}
