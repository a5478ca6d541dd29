package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What every refusal must be. */
final class Problems {
    private Problems() {}

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("X-Trace-Id").orElse("")).matches("[0-9a-f]{32}");
        JsonNode problem = TestGateway.json(response);
        assertThat(problem.get("type").asString()).startsWith("urn:redpacket:problem:");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("code").asString()).isEqualTo(code);
        if (status == 429 || status == 503) {
            assertThat(problem.get("retryAfterMillis").asInt()).isPositive();
            assertThat(response.headers().firstValue("Retry-After").orElse("")).matches("[1-9][0-9]*");
        }
        assertThat(response.body()).doesNotContain("Exception", "redpacket.gateway", "127.0.0.1", "localhost");
    }
}
