package redpacket.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalIssuerTest {
    private static final String ORIGIN = "https://localhost:8443";
    private static final String VERIFIER = "a-verifier-that-only-the-page-knows";
    private static final String REQUEST = "client_id=phone&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2F&state=s1"
            + "&code_challenge_method=S256&code_challenge=" + Grants.challenge(VERIFIER);

    @TempDir
    Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private LocalIssuer issuer;

    @BeforeEach
    void start() throws IOException {
        StateDirectory state = new StateDirectory(temporary.resolve("state"));
        state.create();
        issuer = LocalIssuer.start(0, new Tokens(Secrets.loadOrMake(state)), List.of(ORIGIN), () -> {
            throw new IllegalStateException("the stack is down");
        });
    }

    @AfterEach
    void stop() {
        issuer.close();
        client.shutdownNow();
    }

    @Test
    void aCodeAndItsVerifierGiveAUsersTokenWhichIsRenewedOnceByEachRefreshToken() throws Exception {
        assertThat(get("/authorize?" + REQUEST).body()).contains("<form").doesNotContain("<script", "style=");
        JsonNode grant = json(token(grantOf(code("7"), VERIFIER), ORIGIN));
        assertThat(claims(grant).get("sub").asString()).isEqualTo("7");
        assertThat(claims(grant).get("role").asString()).isEqualTo("user");
        String refresh = "grant_type=refresh_token&refresh_token="
                + grant.get("refresh_token").asString();
        assertThat(claims(json(token(refresh, ORIGIN))).get("sub").asString()).isEqualTo("7");
        assertThat(token(refresh, ORIGIN).statusCode()).isEqualTo(400);
    }

    @Test
    void aCodeIsWorthNothingWithoutItsVerifierAndTwice() throws Exception {
        String code = code("7");
        assertThat(token(grantOf(code, "another"), ORIGIN).statusCode()).isEqualTo(400);
        assertThat(token(grantOf(code, VERIFIER), ORIGIN).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherPageGetsNothing() throws Exception {
        assertThat(token(grantOf(code("7"), VERIFIER), "https://evil.test").statusCode())
                .isEqualTo(403);
        assertThat(get("/authorize?" + REQUEST.replace("8443", "9999")).statusCode())
                .isEqualTo(400);
        assertThat(get("/authorize?" + REQUEST.replace("=s1", "=%22%3E%3Cscript%3E"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/authorize", REQUEST + "&user=ops", ORIGIN).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCrowdRacesForThePhoneAlone() throws Exception {
        String race = "users=30&packet=" + "A".repeat(24);
        assertThat(post("/crowd", race, "https://evil.test").statusCode()).isEqualTo(403);
        assertThat(post("/crowd", race.replace("30", "501"), ORIGIN).statusCode())
                .isEqualTo(400);
        assertThat(post("/crowd", race.replace("AA", "A/"), ORIGIN).statusCode())
                .isEqualTo(400);
        for (int i = 0; i < 2; i++) {
            assertThat(post("/crowd", race, ORIGIN).statusCode())
                    .as("and the next race begins")
                    .isEqualTo(503);
        }
    }

    private String code(String user) throws Exception {
        HttpResponse<String> chosen = post("/authorize", REQUEST + "&user=" + user, ORIGIN);
        String location = chosen.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(ORIGIN + "/?code=").endsWith("&state=s1");
        return location.replaceAll(".*code=|&state.*", "");
    }

    private static String grantOf(String code, String verifier) {
        return "grant_type=authorization_code&code=" + code + "&code_verifier=" + verifier
                + "&redirect_uri=https%3A%2F%2Flocalhost%3A8443%2F";
    }

    private HttpResponse<String> token(String fields, String origin) throws Exception {
        return post("/token", fields, origin);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String fields, String origin) throws Exception {
        return client.send(
                HttpRequest.newBuilder(at(path))
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + issuer.port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static JsonNode claims(JsonNode grant) {
        String[] parts = grant.get("access_token").asString().split("\\.");
        return new JsonMapper().readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }
}
