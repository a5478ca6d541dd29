package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;

/** Only the contract exists, each call under one spelling. */
class PathsIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000",
                "redpacket.gateway.phone.client-id=phone",
                "redpacket.gateway.phone.authorize-url=https://issuer.test/authorize",
                "redpacket.gateway.phone.token-url=https://issuer.test/token");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/phone",
                "/v1",
                "/v1/wallets",
                "/v1/wallet/",
                "/V1/wallet",
                "/v1/wallet/top-ups/1",
                "/v1/shakes",
                "/v1/wallet/prizes",
                "/v1/groups/1/nothing/2",
                "/v1/events/1",
                "/ops/v1/sets",
                "/ops/v1/funds",
                "/internal/v1/ready",
                "/internal/v1/control",
                "/internal/v1/funds",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/gateway/routes",
                "/error",
                "/favicon.ico"
            })
    void knowsNoOtherPath(String path) {
        assertProblem(gateway.call("GET", path), 404, "NOT_FOUND");
        assertThat(gateway.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/wallet",
                "/v1//wallet",
                "/v1/./wallet",
                "/v1/../internal/v1/funds",
                "/v1/wallet/../../internal/v1/funds",
                "/v1/wallet;jsessionid=1",
                "/v1/wallet%2f",
                "/v1%2Fwallet",
                "/v1/%77allet",
                "/v1/wallet%5centries",
                "/v1\\wallet",
                "/v1/wallet%00",
                "/v1/wallet%",
                "/v1/wallet%zz",
                "/v1/wallet#fragment",
                "/v1/packets/%2e%2e/wallet",
                "/v1/packets/..%2f..%2finternal%2fv1%2ffunds/grab",
                "*",
                "v1/wallet",
                "https://localhost/v1/wallet",
                "http://127.0.0.1:8130/v1/wallet",
                "/v1/wallet\u00e9"
            })
    void answersNotFoundForWhatHasAnotherSpelling(String target) {
        String answer = RawClient.get(gateway.port(), target, "Authorization: Bearer " + gateway.issuer.token(1));
        assertThat(answer).startsWith("HTTP/1.1 40").containsAnyOf("HTTP/1.1 404 ", "HTTP/1.1 400 ");
        assertThat(gateway.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/wallet/entries?limit=%", "/v1/wallet/entries?limit=|", "/v1/wallet/entries?a[]=1"})
    void answersAProblemForAMalformedQuery(String target) {
        String answer = RawClient.get(gateway.port(), target, "Authorization: Bearer " + gateway.issuer.token(1));
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json", "INVALID_REQUEST");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void answersMethodNotAllowedForAnotherMethod() {
        for (String method : List.of("DELETE", "PATCH", "PUT")) {
            HttpResponse<String> response = gateway.call(method, "/v1/wallet");
            assertProblem(response, 405, "METHOD_NOT_ALLOWED");
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        }
        assertProblem(gateway.call("GET", "/v1/packets"), 405, "METHOD_NOT_ALLOWED");
        assertThat(gateway.call("PATCH", "/v1/profile").headers().firstValue("Allow"))
                .hasValue("GET, HEAD, OPTIONS, PUT");
        assertProblem(gateway.call("GET", "/v1/shake"), 405, "METHOD_NOT_ALLOWED");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void servesThePhoneToEverybodyAndEveryShareLinkIsTheSamePage() {
        HttpResponse<String> home = page("/");
        assertThat(home.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(home.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(home.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(home.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "img-src 'self' data: https:;",
                        "frame-ancestors 'none'")
                .endsWith("connect-src 'self' https://issuer.test")
                .doesNotContain("unsafe");
        assertThat(home.body()).contains("og:title").doesNotContain("style=", "<style", "<script>", "{assets}");
        assertThat(page("/p/" + gateway.packetId(1, 42)).body()).isEqualTo(home.body());
        assertThat(page("/p/" + "A".repeat(24)).body()).isEqualTo(home.body());
        assertThat(page("/?code=a&state=b").body()).isEqualTo(home.body());
        assertThat(TestGateway.json(page("/app-config")).get("clientId").asString())
                .isEqualTo("phone");
        assertProblem(gateway.call("POST", "/", "{}"), 405, "METHOD_NOT_ALLOWED");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void thePhonesFilesAreCompressedAndKeptForEver() throws IOException {
        Matcher files = Pattern.compile("(?:src|href)=\"(/phone/[0-9a-f]{16}/[a-z]+)\"")
                .matcher(page("/").body());
        List<String> paths = files.results().map(found -> found.group(1)).toList();
        assertThat(paths).hasSize(3);
        int firstLoad = 0;
        for (String path : paths) {
            HttpResponse<byte[]> plain = gateway.bytes(path, "Accept-Encoding", "identity");
            HttpResponse<byte[]> gzip = gateway.bytes(path, "Accept-Encoding", "br, gzip;q=0.8");
            assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(gzip.headers().firstValue("Vary")).hasValue("Accept-Encoding");
            assertThat(gateway.bytes(path, "Accept-Encoding", "gzip;q=0").body())
                    .isEqualTo(plain.body());
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                    .isEqualTo(plain.body());
            firstLoad += gzip.body().length;
        }
        assertThat(firstLoad).isLessThan(150 * 1024);
        assertProblem(gateway.call("GET", paths.getFirst().replaceAll("/[0-9a-f]{16}/", "/")), 404, "NOT_FOUND");
    }

    private static HttpResponse<String> page(String path) {
        HttpResponse<String> page = gateway.send(gateway.port(), "GET", path, null, request -> {});
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page;
    }

    static Stream<String> forgedIds() {
        String genuine = gateway.packetId(1, 42);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        return Stream.of(
                "1",
                "x".repeat(24),
                "A".repeat(24),
                genuine.substring(1),
                genuine.substring(0, 23),
                genuine + "A",
                genuine + genuine,
                (genuine.charAt(0) == 'A' ? 'B' : 'A') + genuine.substring(1),
                genuine.substring(0, 23) + (genuine.endsWith("A") ? 'B' : 'A'),
                genuine.toLowerCase(java.util.Locale.ROOT) + "-",
                "x".repeat(1500),
                new PacketIdCodec(otherKey).encode(new PacketId(new SetId(1), 42)));
    }

    @ParameterizedTest
    @MethodSource("forgedIds")
    void refusesAForgedPacketIdWithoutAskingAnybody(String id) {
        assertProblem(gateway.call("POST", "/v1/packets/" + id + "/grab"), 404, "NOT_FOUND");
        assertProblem(gateway.call("POST", "/v1/packets/" + id + "/open", "{}"), 404, "NOT_FOUND");
        assertProblem(gateway.call("GET", "/v1/packets/" + id), 404, "NOT_FOUND");
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void carriesEachCallToTheServiceThatServesIt() {
        String id = gateway.packetId(1, 42);
        gateway.call("GET", "/v1/wallet");
        gateway.call("GET", "/v1/wallet/entries?limit=5&cursor=abc_-");
        gateway.call("POST", "/v1/wallet/top-ups", "{\"amountFen\":1}");
        gateway.call("POST", "/v1/wallet/withdrawals", "{\"amountFen\":1}");
        gateway.call("GET", "/v1/wallet/withdrawals/5");
        assertThat(gateway.account.received().stream().map(call -> call.method() + " " + call.target()))
                .containsExactly(
                        "GET /v1/wallet",
                        "GET /v1/wallet/entries?limit=5&cursor=abc_-",
                        "POST /v1/wallet/top-ups",
                        "POST /v1/wallet/withdrawals",
                        "GET /v1/wallet/withdrawals/5");
        gateway.call("POST", "/v1/packets", "{}");
        gateway.call("GET", "/v1/packets/" + id + "?limit=3");
        assertThat(gateway.packet.received().stream().map(call -> call.method() + " " + call.target()))
                .containsExactly("POST /v1/packets", "GET /v1/packets/" + id + "?limit=3");
        gateway.call("GET", "/v1/profile");
        gateway.call("PUT", "/v1/profile", "{\"nickname\":\"n\"}");
        gateway.call("GET", "/v1/inbox");
        gateway.call("PUT", "/v1/inbox/read", "{\"upTo\":\"1\"}");
        gateway.call("POST", "/v1/packets/" + id + "/thanks", "{\"text\":\"t\"}");
        assertThat(gateway.notifications.received().stream().map(call -> call.method() + " " + call.target()))
                .containsExactly(
                        "GET /v1/profile",
                        "PUT /v1/profile",
                        "GET /v1/inbox",
                        "PUT /v1/inbox/read",
                        "POST /v1/packets/" + id + "/thanks");
        gateway.call("POST", "/v1/packets/" + id + "/grab");
        gateway.call("POST", "/v1/packets/" + id + "/open", "{\"password\":\"p\"}");
        List<TestService.Received> grabs = Stream.concat(
                        gateway.grab1.received().stream(), gateway.grab2.received().stream())
                .toList();
        assertThat(grabs.stream().map(call -> call.method() + " " + call.target() + " " + call.body()))
                .containsExactly(
                        "POST /v1/packets/" + id + "/grab ", "POST /v1/packets/" + id + "/open {\"password\":\"p\"}");
        assertThat(grabs.stream().map(TestService.Received::service).distinct()).hasSize(1);
    }
}
