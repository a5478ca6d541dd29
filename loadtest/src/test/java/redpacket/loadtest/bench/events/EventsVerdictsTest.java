package redpacket.loadtest.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsVerdictsTest {
    @Test
    void aMessageThatIsReceivedTwiceFails() {
        assertThat(EventsBench.once(0).holds()).isTrue();
        assertThat(EventsBench.once(1).holds()).isFalse();
    }

    @Test
    void memoryThatGrowsFails() {
        Map<String, Long> settled = Map.of("gateway", 400L, "notify", 400L);
        assertThat(EventsBench.flat(settled, Map.of("gateway", 459L, "notify", 380L))
                        .holds())
                .isTrue();
        assertThat(EventsBench.flat(settled, Map.of("gateway", 461L, "notify", 380L))
                        .violations())
                .containsExactly("gateway: from 400 to 461 MiB");
        assertThat(EventsBench.flat(settled, Map.of("gateway", 400L)).holds()).isFalse();
    }
}
