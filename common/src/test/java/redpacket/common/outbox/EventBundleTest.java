package redpacket.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBundleTest {
    private final AtomicLong ids = new AtomicLong();

    @Test
    void oneEventIsARowWithItsKeyAndItsJson() {
        assertThat(rows(List.of(new EventBundle.Event(7, "{\"a\": 1}"))))
                .containsExactly(new OutboxRow(1, 7, "{\"a\": 1}", Instant.EPOCH));
    }

    @Test
    void severalEventsAreARowOfLines() {
        assertThat(rows(List.of(new EventBundle.Event(7, "{\"a\": 1}"), new EventBundle.Event(8, "{}"))))
                .containsExactly(new OutboxRow(1, EventBundle.MANY, "7 {\"a\": 1}\n8 {}", Instant.EPOCH));
    }

    @Test
    void noEventIsNoRow() {
        assertThat(rows(List.of())).isEmpty();
    }

    @Test
    void anEventNamesAUserAndIsOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows(List.of(new EventBundle.Event(EventBundle.MANY, "{}"))));
        assertThatIllegalArgumentException().isThrownBy(() -> rows(List.of(new EventBundle.Event(1, "{\n}"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1", "one {}", " {}", "7 {}\n{}"})
    void aRowThatCannotBeReadIsOneEventWithAllOfIt(String payload) {
        OutboxRow row = new OutboxRow(1, EventBundle.MANY, payload, Instant.EPOCH);
        assertThat(EventBundle.events(row)).containsExactly(new EventBundle.Event(EventBundle.MANY, payload));
    }

    @Test
    void aRowOfOneEventIsReadAsItIs() {
        assertThat(EventBundle.events(new OutboxRow(1, 7, "{\n}", Instant.EPOCH)))
                .containsExactly(new EventBundle.Event(7, "{\n}"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatGoesInComesOutInItsOrderAndNoRowIsTooLong(long seed) {
        Random random = new Random(seed);
        List<EventBundle.Event> events = new ArrayList<>();
        for (int i = random.nextInt(600); i > 0; i--) {
            events.add(new EventBundle.Event(
                    random.nextLong(1, Long.MAX_VALUE), "{\"x\":\"" + "é".repeat(random.nextInt(1_900)) + "\"}"));
        }
        List<OutboxRow> rows = rows(events);
        assertThat(rows).extracting(OutboxRow::id).isSorted();
        assertThat(rows).allSatisfy(row -> assertThat(row.payload().length()).isLessThanOrEqualTo(7_000));
        assertThat(rows.stream().flatMap(row -> EventBundle.events(row).stream()))
                .containsExactlyElementsOf(events);
    }

    private List<OutboxRow> rows(List<EventBundle.Event> events) {
        return EventBundle.rows(events, ids::incrementAndGet, Instant.EPOCH);
    }
}
