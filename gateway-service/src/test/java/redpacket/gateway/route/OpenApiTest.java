package redpacket.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {
    @Test
    void theDocumentAndTheGatewayNameTheSameCalls() throws Exception {
        List<String> documented = new ArrayList<>();
        try (InputStream file = getClass().getResourceAsStream("/openapi.json")) {
            JsonNode paths = new JsonMapper().readTree(file).path("paths");
            for (String path : paths.propertyNames()) {
                for (String method : paths.path(path).propertyNames()) {
                    documented.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Endpoint.values())
                        .map(endpoint -> endpoint.method() + " " + endpoint.template())
                        .toList());
    }

    @Test
    void aPathIsFoundByItsExactShapeAlone() {
        assertThat(Endpoint.find("GET", "/v1/wallet")).isEqualTo(Endpoint.WALLET);
        assertThat(Endpoint.find("POST", "/v1/packets/abc/open")).isEqualTo(Endpoint.OPEN);
        for (String path : List.of(
                "/v1/wallet/", "/v1//wallet", "/v1/packets/a/b/open", "/v1/packets//open", "/ops/v1/sets", "/")) {
            assertThat(Endpoint.find("POST", path)).as(path).isNull();
            assertThat(Endpoint.find("GET", path)).as(path).isNull();
        }
        assertThat(Endpoint.methodsOf("/v1/profile")).containsExactly("GET", "PUT");
    }
}
