package redpacket.gateway.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTest {
    private static CallTable table(String name) {
        return name.equals("public") ? CallTable.PUBLIC : CallTable.OPS;
    }

    private static String page(String name, String path) {
        Answer page = Objects.requireNonNull(
                new Documents("/openapi/" + name + ".yaml").pages().get(path));
        return new String(page.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode document(String name) {
        return new JsonMapper().readTree(page(name, "/v3/api-docs"));
    }

    @ParameterizedTest
    @CsvSource({"public", "ops"})
    void describesEveryCallOfTheGatewayAndNoOther(String name) {
        Set<String> described = new TreeSet<>();
        document(name)
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(call -> described.add(
                                call.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey() + " "
                                        + call.getValue().get("operationId").asString())));
        Set<String> served = table(name).calls().stream()
                .map(call -> call.method() + " " + call.template() + " " + call.name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({"public", "ops"})
    void hasNoReferenceToNothing(String name) {
        JsonNode document = document(name);
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        document.findValues("$ref")
                .forEach(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({"public", "ops"})
    void namesTheRefusalsOfEveryCall(String name) {
        for (Call call : table(name).calls()) {
            JsonNode described = document(name)
                    .get("paths")
                    .get(call.template())
                    .get(call.method().toLowerCase(java.util.Locale.ROOT));
            assertThat(described.get("responses").propertyNames())
                    .as(call.name())
                    .contains("401", "429", "503");
            if (call.namesPacket()) {
                assertThat(described.get("responses").propertyNames()).contains("404");
            }
            // Some of the operators' calls say it all by their path.
            if (call.takesBody() && (name.equals("public") || described.has("requestBody"))) {
                assertThat(described.get("requestBody").get("content").propertyNames())
                        .containsExactly("application/json");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"public", "ops"})
    void isAPageToReadThatLoadsNothing(String name) {
        String html = page(name, "/docs");
        assertThat(html).startsWith("<!doctype html>").doesNotContain("<script", "src=", "http://", "https://", "null");
        for (Call call : table(name).calls()) {
            assertThat(html).contains(call.template());
        }
    }
}
