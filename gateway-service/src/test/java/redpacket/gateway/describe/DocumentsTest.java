package redpacket.gateway.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.gateway.TestRoutes;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentsTest {
    private static final SwaggerUi SWAGGER_UI = new SwaggerUi();
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/docs/[^\"]+)\"");

    private static CallTable table(String name) {
        return name.equals("public") ? TestRoutes.publicCalls() : TestRoutes.opsCalls();
    }

    private static Answer answer(String name, String path) {
        return Objects.requireNonNull(
                new Documents("/openapi/" + name + ".yaml", SWAGGER_UI, Map.of(), List.of())
                        .pages()
                        .get(path),
                path);
    }

    private static String page(String name, String path) {
        return new String(answer(name, path).body(), StandardCharsets.UTF_8);
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
        JsonNode paths = document(name).get("paths");
        for (Call call : table(name).calls()) {
            JsonNode described = paths.get(call.template()).get(call.method().toLowerCase(java.util.Locale.ROOT));
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
    void isValidOpenApi(String name) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(page(name, "/v3/api-docs"), null, options);
        assertThat(result.getMessages()).isEmpty();
        assertThat(document(name).get("servers").size()).isPositive();
        assertThat(result.getOpenAPI().getComponents().getSecuritySchemes()).containsOnlyKeys("bearerAuth");
    }

    /** The parser must not accept everything. */
    @Test
    void theValidatorFindsAFault() {
        String broken = page("public", "/v3/api-docs").replace("\"in\":\"query\"", "\"in\":\"body\"");
        assertThat(new OpenAPIV3Parser()
                        .readContents(broken, null, new ParseOptions())
                        .getMessages())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"public", "ops"})
    void thePageLoadsFilesOfThisHostOnly(String name) {
        String html = page(name, "/docs");
        assertThat(html)
                .startsWith("<!doctype html>")
                .doesNotContain("http:", "https:", "<style", "style=", "onload=", "{assets}")
                .doesNotContainPattern("<script(?! src=)");
        List<String> assets =
                ASSET.matcher(html).results().map(found -> found.group(1)).toList();
        assertThat(assets).hasSize(4).doesNotHaveDuplicates();
        for (String asset : assets) {
            assertThat(asset).as("the gateway serves no other paths").matches("/[A-Za-z0-9/_-]+");
            assertThat(answer(name, asset).body()).as(asset).isNotEmpty();
            assertThat(answer(name, asset).contentType()).as(asset).isEqualTo(contentType(asset));
        }
        assertThat(answer(name, "/docs").contentType()).isEqualTo("text/html;charset=utf-8");
    }

    private static String contentType(String asset) {
        return switch (asset.substring(asset.lastIndexOf('/') + 1)) {
            case "style" -> "text/css;charset=utf-8";
            case "icon" -> "image/png";
            default -> "text/javascript;charset=utf-8";
        };
    }
}
