package redpacket.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketEventJsonTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void whatIsWrittenIsRead() {
        for (PacketEvent event : List.of(
                new PacketEvent.Sent("p", 1, AT, TRACE, "LUCKY", 1000, 10, AT.plusSeconds(60)),
                new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9),
                new PacketEvent.Finished("p", 1, AT, TRACE, 10, 1000, 2L),
                new PacketEvent.Finished("p", 1, AT, TRACE, 10, 1000, null),
                new PacketEvent.Closed("p", 1, AT, TRACE, 901, 1, 99))) {
            assertThat(PacketEventJson.read(PacketEventJson.write(event))).isEqualTo(event);
        }
    }

    @Test
    void theJsonNamesItsTypeAndItsId() {
        String json = PacketEventJson.write(new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9));
        assertThat(json)
                .contains("\"type\":\"PACKET_OPENED\"")
                .contains("\"eventId\":\"open-p-2\"")
                .contains("\"at\":\"2026-11-23T10:00:00.123Z\"")
                .contains("\"amountFen\":99");
    }

    @Test
    void aFieldOfALaterVersionIsPassedOver() {
        String json = PacketEventJson.write(new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9));
        assertThat(PacketEventJson.read(json.replaceFirst("\\{", "{\"later\":1,")))
                .isNotNull();
    }

    @Test
    void whatIsNoEventIsMalformed() {
        for (String json : List.of("", "{", "{}", "{\"type\":\"NO_SUCH\"}", "[]", "{\"type\":\"PACKET_OPENED\"}")) {
            assertThatThrownBy(() -> PacketEventJson.read(json)).isInstanceOf(MalformedEventException.class);
        }
    }
}
