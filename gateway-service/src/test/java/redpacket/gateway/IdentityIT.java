package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static redpacket.gateway.Problems.assertProblem;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.PlainJWT;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Traps 17 to 20: whom the gateway believes. */
@SuppressWarnings("JavaUtilDate")
class IdentityIT {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway("redpacket.gateway.keys-refresh-millis-min=200");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> walletWith(String authorization) {
        return gateway.send(
                gateway.port(),
                "GET",
                "/v1/wallet",
                null,
                request -> request.setHeader("Authorization", authorization));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryTokenThatIsNotGood() throws JOSEException {
        return badTokens().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getKey(), () -> {
                    gateway.forget();
                    HttpResponse<String> response = walletWith(bad.getValue());
                    assertProblem(response, 401, "UNAUTHENTICATED");
                    assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                            .startsWith("Bearer");
                    assertThat(gateway.received()).isEmpty();
                }));
    }

    private static Map<String, String> badTokens() throws JOSEException {
        TestIssuer issuer = gateway.issuer;
        ECKey key = issuer.key();
        Instant now = Instant.now();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("empty", "Bearer ");
        bad.put("garbage", "Bearer garbage");
        bad.put("dots", "Bearer ..");
        bad.put("not base64", "Bearer !!.??.++");
        bad.put("another scheme", "Basic dXNlcjpwYXNz");
        bad.put("no scheme", issuer.token(1));
        bad.put(
                "signed by another key of the same id",
                "Bearer " + TestIssuer.sign(TestIssuer.newKey(key.getKeyID()), TestIssuer.goodClaims(claims -> {})));
        bad.put(
                "unknown key",
                "Bearer " + TestIssuer.sign(TestIssuer.newKey("other"), TestIssuer.goodClaims(claims -> {})));
        bad.put(
                "no key id",
                "Bearer "
                        + TestIssuer.sign(
                                new JWSHeader(JWSAlgorithm.ES256),
                                new ECDSASigner(key),
                                TestIssuer.goodClaims(claims -> {})));
        String good = issuer.token(1);
        bad.put("signature cut", "Bearer " + good.substring(0, good.length() - 4));
        bad.put("signature of zeros", "Bearer " + good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86));
        bad.put("no signature", "Bearer " + good.substring(0, good.lastIndexOf('.') + 1));
        bad.put("another user's claims", "Bearer " + spliced(issuer.token(1), issuer.token(2)));
        bad.put("alg none", "Bearer " + new PlainJWT(TestIssuer.goodClaims(claims -> {})).serialize());
        byte[] publicKey = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        bad.put(
                "HS256 with the public key",
                "Bearer "
                        + TestIssuer.sign(
                                new JWSHeader.Builder(JWSAlgorithm.HS256)
                                        .keyID(key.getKeyID())
                                        .build(),
                                new MACSigner(publicKey),
                                TestIssuer.goodClaims(claims -> {})));
        bad.put("expired", "Bearer " + issuer.token(claims -> claims.expirationTime(Date.from(now.minusSeconds(60)))));
        bad.put("no expiry", "Bearer " + issuer.token(claims -> claims.expirationTime(null)));
        bad.put(
                "not yet valid",
                "Bearer " + issuer.token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))));
        bad.put("foreign issuer", "Bearer " + issuer.token(claims -> claims.issuer("other")));
        bad.put("no issuer", "Bearer " + issuer.token(claims -> claims.issuer(null)));
        bad.put("foreign audience", "Bearer " + issuer.token(claims -> claims.audience("other")));
        bad.put("no audience", "Bearer " + issuer.token(claims -> claims.audience(List.of())));
        bad.put("no subject", "Bearer " + issuer.token(claims -> claims.subject(null)));
        bad.put("subject no user id", "Bearer " + issuer.token(claims -> claims.subject("alice")));
        bad.put("subject with a leading zero", "Bearer " + issuer.token(claims -> claims.subject("01")));
        bad.put("subject zero", "Bearer " + issuer.token(claims -> claims.subject("0")));
        bad.put("subject past 2^63-1", "Bearer " + issuer.token(claims -> claims.subject("9223372036854775808")));
        bad.put("unknown role", "Bearer " + issuer.token(claims -> claims.claim("role", "admin")));
        bad.put("role no text", "Bearer " + issuer.token(claims -> claims.claim("role", 1)));
        bad.put("longer than 4096", "Bearer " + issuer.token(claims -> claims.claim("more", "x".repeat(3500))));
        return bad;
    }

    /** The claims of one good token under the signature of another. */
    private static String spliced(String first, String second) {
        return second.substring(0, second.lastIndexOf('.')) + first.substring(first.lastIndexOf('.'));
    }

    @Test
    void refusesARequestWithoutToken() {
        HttpResponse<String> response = gateway.send(gateway.port(), "GET", "/v1/wallet", null, request -> {});
        assertProblem(response, 401, "UNAUTHENTICATED");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"redpacket\"");
    }

    @Test
    void refusesTwoTokens() {
        HttpResponse<String> response = gateway.call(
                "GET",
                "/v1/wallet",
                null,
                request -> request.header("Authorization", "Bearer " + gateway.issuer.token(2)));
        assertProblem(response, 401, "UNAUTHENTICATED");
    }

    @Test
    void believesAGoodTokenAgainAndAgain() {
        String token = gateway.issuer.token(Long.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            gateway.account.forget();
            assertThat(walletWith("bearer " + token).statusCode()).isEqualTo(200);
            assertThat(gateway.account.received().getFirst().header("X-User-Id"))
                    .isEqualTo("9223372036854775807");
            assertThat(gateway.account.received().getFirst().header("X-User-Role"))
                    .isEqualTo("user");
        }
    }

    @Test
    void aTokenWithoutARoleIsOfAnOrdinaryUser() {
        String token = gateway.issuer.token(claims -> claims.claim("role", null));
        gateway.account.forget();
        assertThat(walletWith("Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(gateway.account.received().getFirst().header("X-User-Role")).isEqualTo("user");
        HttpResponse<String> sets = gateway.send(
                gateway.opsPort(),
                "GET",
                "/ops/v1/sets",
                null,
                request -> request.setHeader("Authorization", "Bearer " + token));
        assertProblem(sets, 403, "FORBIDDEN");
    }

    @Test
    void allowsForClocksThatDifferALittle() {
        Instant now = Instant.now();
        assertThat(walletWith("Bearer "
                                + gateway.issuer.token(claims -> claims.expirationTime(Date.from(now.minusSeconds(10)))
                                        .notBeforeTime(Date.from(now.plusSeconds(10)))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void forgetsATokenWhenItEnds() {
        String token = gateway.issuer.token(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(28))));
        assertThat(walletWith("Bearer " + token).statusCode()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> walletWith("Bearer " + token).statusCode() == 401);
    }

    @Test
    void learnsANewKeyOfTheIssuerAtOnce() {
        ECKey next = gateway.issuer.rotate("key-2");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                walletWith("Bearer " + TestIssuer.sign(next, TestIssuer.goodClaims(claims -> {})))
                                        .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void keepsVerifyingWithKnownKeysWhileTheIssuerIsDown() {
        try (TestGateway other = new TestGateway(
                "redpacket.gateway.keys-refresh-millis-min=100", "redpacket.gateway.keys-refresh-seconds=1")) {
            assertThat(other.call("GET", "/v1/wallet").statusCode()).isEqualTo(200);
            other.issuer.server().answering(call -> TestService.json(500, ""));
            other.issuer.server().received().clear();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !other.issuer.server().received().isEmpty());
            assertThat(other.callAs(77, "GET", "/v1/wallet", null).statusCode()).isEqualTo(200);
            other.issuer.server().close();
            assertThat(other.callAs(78, "GET", "/v1/wallet", null).statusCode()).isEqualTo(200);
        }
    }
}
