package redpacket.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every type of event without each of its fields, and with each of them malformed. */
class PacketEventFieldsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final List<PacketEvent> EVENTS = List.of(
            new PacketEvent.Sent("p", 1, AT, TRACE, "LUCKY", 1000, 10, AT.plusSeconds(60)),
            new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9, "c", "z"),
            new PacketEvent.Finished("p", 1, AT, TRACE, 10, 1000, 2L),
            new PacketEvent.Closed("p", 1, AT, TRACE, 901, 1, 99, "c"),
            new PacketEvent.PrizeWon("p", 1, AT, TRACE, 2, "z", "c", "sponsor"));
    /** Written for readers of the topic, and made again from the other fields when read. */
    private static final Set<String> DERIVED = Set.of("eventId");

    private static final Set<String> OPTIONAL_OF_OPENED = Set.of("campaignId", "prizeId");
    private static final Set<String> AMOUNTS =
            Set.of("totalFen", "amountFen", "refundFen", "openedFen", "openedCount", "count", "sequence");
    private static final Set<String> USERS = Set.of("senderId", "userId", "luckiestUserId");

    private static boolean isOptional(PacketEvent event, String field) {
        return switch (event) {
            case PacketEvent.Opened ignored -> OPTIONAL_OF_OPENED.contains(field);
            case PacketEvent.Closed ignored -> field.equals("campaignId");
            case PacketEvent.Finished ignored -> field.equals("luckiestUserId");
            case PacketEvent.Sent ignored -> false;
            case PacketEvent.PrizeWon ignored -> false;
        };
    }

    private static ObjectNode json(PacketEvent event) {
        return (ObjectNode) MAPPER.readTree(PacketEventJson.write(event));
    }

    static Stream<Arguments> required() {
        List<Arguments> arguments = new ArrayList<>();
        for (PacketEvent event : EVENTS) {
            for (String field : json(event).propertyNames()) {
                if (!DERIVED.contains(field) && !isOptional(event, field)) {
                    arguments.add(Arguments.of(event, field));
                }
            }
        }
        return arguments.stream();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("required")
    void anEventWithoutAFieldIsMalformed(PacketEvent event, String field) {
        ObjectNode missing = json(event);
        missing.remove(field);
        assertMalformed(missing);
        ObjectNode none = json(event);
        none.putNull(field);
        assertMalformed(none);
    }

    @Test
    void anEventWithAFieldOutOfItsRangeIsMalformed() {
        for (PacketEvent event : EVENTS) {
            for (String field : json(event).propertyNames()) {
                ObjectNode changed = json(event);
                if (AMOUNTS.contains(field)) {
                    assertMalformed(changed.put(field, -1));
                } else if (USERS.contains(field)) {
                    assertMalformed(changed.put(field, 0));
                    assertMalformed(changed.put(field, -1));
                } else if (Set.of("at", "expiresAt").contains(field)) {
                    assertMalformed(changed.put(field, "+999999999-01-01T00:00:00Z"));
                    assertMalformed(changed.put(field, "yesterday"));
                } else if (field.equals("traceId")) {
                    assertMalformed(changed.put(field, "'; DROP TABLE"));
                } else if (Set.of("packetId", "kind", "prizeId", "campaignId", "sponsor")
                        .contains(field)) {
                    assertMalformed(changed.put(field, ""));
                    assertMalformed(changed.put(field, "x".repeat(1_000)));
                }
            }
        }
    }

    @Test
    void anOptionalFieldMayBeMissingOrNull() {
        for (PacketEvent event : EVENTS) {
            for (String field : json(event).propertyNames()) {
                if (isOptional(event, field)) {
                    ObjectNode missing = json(event);
                    missing.remove(field);
                    assertThat(PacketEventJson.read(missing.toString())).isNotNull();
                    ObjectNode none = json(event);
                    none.putNull(field);
                    assertThat(PacketEventJson.read(none.toString())).isNotNull();
                }
            }
        }
    }

    @Test
    void aRecordWithoutAValueIsMalformed() {
        assertThatThrownBy(() -> PacketEventJson.read(null)).isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(() -> PacketEventJson.read("null")).isInstanceOf(MalformedEventException.class);
    }

    private static void assertMalformed(ObjectNode json) {
        assertThatThrownBy(() -> PacketEventJson.read(json.toString()))
                .as("%s", json)
                .isInstanceOf(MalformedEventException.class);
    }
}
