package redpacket.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

class EventBoundaryTest {
    private final EventBoundary boundary = new EventBoundary();

    private boolean after(String piece) {
        boundary.read(DefaultDataBufferFactory.sharedInstance.wrap(piece.getBytes(StandardCharsets.UTF_8)));
        return boundary.isReached();
    }

    @Test
    void anEventEndsWithAnEmptyLineHoweverItIsCut() {
        assertThat(boundary.isReached()).isTrue();
        assertThat(after("id: 1\ndata: {")).isFalse();
        assertThat(after("}\n")).isFalse();
        assertThat(after("")).isFalse();
        assertThat(after("\n")).isTrue();
        assertThat(after("id: 2\ndata: {}\n\nid: 3")).isFalse();
        assertThat(after("\ndata: {}\n\n")).isTrue();
    }
}
