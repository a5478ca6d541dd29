package redpacket.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/events against what is really written. */
class EventSchemasTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path SCHEMAS = Path.of("../docs/events");
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final List<PacketEvent> EVENTS = List.of(
            new PacketEvent.Sent("p", 1, AT, TRACE, "LUCKY", 1000, 10, AT.plusSeconds(60)),
            new PacketEvent.Sent("p", Long.MAX_VALUE, AT, "", "PASSWORD", 1, 1, AT),
            new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9),
            new PacketEvent.Opened("p", 1, AT, "", 2, 500, 1, 0),
            new PacketEvent.Finished("p", 1, AT, TRACE, 10, 1000, 2L),
            new PacketEvent.Finished("p", 1, AT, TRACE, 1, 1, null),
            new PacketEvent.Closed("p", 1, AT, TRACE, 901, 1, 99),
            new PacketEvent.Closed("p", 1, AT, "", 1000, 0, 0),
            new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9, "c", "z"),
            new PacketEvent.Closed("p", 1, AT, TRACE, 901, 1, 99, "c"),
            new PacketEvent.PrizeWon("p", 1, AT, TRACE, 2, "z", "c", "sponsor"));

    @Test
    void everyTypeHasASchemaAndEverySchemaAType() throws IOException {
        Set<String> types = Arrays.stream(Objects.requireNonNull(PacketEvent.class.getAnnotation(JsonSubTypes.class))
                        .value())
                .map(type -> fileOf(type.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(types);
        }
        assertThat(EVENTS.stream().map(Object::getClass).collect(Collectors.toSet()))
                .as("each type is tried below")
                .hasSize(types.size());
    }

    @Test
    void everyEventMatchesItsSchema() throws IOException {
        for (PacketEvent event : EVENTS) {
            JsonNode json = MAPPER.readTree(PacketEventJson.write(event));
            assertThat(violations(schemaOf(json), json)).as("%s", json).isEmpty();
            assertThat(schemaOf(json).path("properties").propertyNames())
                    .as("a field that is written and not described")
                    .containsAll(json.propertyNames());
        }
    }

    @Test
    void whatASchemaDoesNotAllowIsFound() throws IOException {
        String json = PacketEventJson.write(new PacketEvent.Opened("p", 1, AT, TRACE, 2, 1, 99, 9));
        for (String wrong : List.of(
                json.replace("\"amountFen\":99", "\"amountFen\":0"),
                json.replace("\"amountFen\":99", "\"amountFen\":1.5"),
                json.replace("\"amountFen\":99,", ""),
                json.replace(TRACE, "trace"),
                json.replace("open-p-2", "opened"),
                json.replace("2026-11-23T", "2026-11-23 "),
                json.replace("\"packetId\":\"p\"", "\"packetId\":7"))) {
            JsonNode node = MAPPER.readTree(wrong);
            assertThat(wrong).isNotEqualTo(json);
            assertThat(violations(schemaOf(node), node)).as(wrong).isNotEmpty();
        }
    }

    private static String fileOf(String type) {
        return type.toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
    }

    private static JsonNode schemaOf(JsonNode event) throws IOException {
        return MAPPER.readTree(
                Files.readString(SCHEMAS.resolve(fileOf(event.path("type").asString()))));
    }

    /** Of JSON Schema, what these schemas use; a keyword that is not known here is a violation of its own. */
    private static List<String> violations(JsonNode schema, JsonNode event) {
        List<String> found = new ArrayList<>();
        for (JsonNode name : schema.path("required")) {
            if (!event.has(name.asString())) {
                found.add(name.asString() + " is missing");
            }
        }
        for (String name : event.propertyNames()) {
            JsonNode rules = schema.path("properties").path(name);
            for (String keyword : rules.propertyNames()) {
                if (!holds(keyword, rules.path(keyword), event.path(name))) {
                    found.add(name + " breaks " + keyword + " " + rules.path(keyword));
                }
            }
        }
        return found;
    }

    private static boolean holds(String keyword, JsonNode rule, JsonNode value) {
        return switch (keyword) {
            case "description" -> true;
            case "type" -> rule.asString().equals("integer") ? value.isIntegralNumber() : value.isString();
            case "const" -> value.equals(rule);
            case "enum" -> rule.valueStream().anyMatch(value::equals);
            case "pattern" -> value.asString("").matches(".*(?:" + rule.asString() + ").*");
            case "minLength" -> value.asString("").length() >= rule.asInt();
            case "minimum" -> value.isNumber() && value.asLong() >= rule.asLong();
            case "maximum" -> value.isNumber() && value.asLong() <= rule.asLong();
            case "format" -> value.asString("").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
            default -> false;
        };
    }
}
