package redpacket.gateway.identify;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import redpacket.common.id.UserId;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/** Tokens of common identity providers, and the reasons in the log for those that are refused. */
class VerifyTokenTest {
    private static final RSAKey RSA = KeyIssuer.rsaKey("rsa", 2_048);
    private static final ECKey EC = KeyIssuer.ecKey("ec");

    private final KeyIssuer issuer = new KeyIssuer();
    private final AtomicLong nanos = new AtomicLong();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(VerifyToken.class);
    private SigningKeys keys = new SigningKeys(issuer.settings("ES256"));

    VerifyTokenTest() throws IOException {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
        keys.end();
        issuer.close();
    }

    private VerifyToken verifier(String algorithm, JWK... published) {
        keys.end();
        issuer.publish(published);
        IdentitySettings settings = issuer.settings(algorithm);
        keys = new SigningKeys(settings);
        return new VerifyToken(settings, keys, Clock.systemUTC(), nanos::get, new SimpleMeterRegistry());
    }

    private static TokenOutcome verify(VerifyToken tokens, String token) {
        return Objects.requireNonNull(tokens.verify(token).block(Duration.ofSeconds(30)));
    }

    private static JWTClaimsSet withoutRole(long user) {
        return KeyIssuer.claims(user, claims -> claims.claim("role", null));
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void acceptsAnRsaTokenWithoutARoleWhereTheConfigurationPinsItsAlgorithm(String algorithm) {
        VerifyToken tokens = verifier(algorithm, EC, RSA);
        String token = KeyIssuer.token(RSA, JWSAlgorithm.parse(algorithm), withoutRole(7));
        Caller caller = new Caller(UserId.of(7), Role.USER, KeyIssuer.expirySeconds(token));
        assertThat(verify(tokens, token)).isEqualTo(new TokenOutcome.Verified(caller));
        assertThat(tokens.remembered(token)).isEqualTo(caller);
    }

    @Test
    void acceptsEllipticCurvesOfThePinnedAlgorithmOnly() {
        ECKey p384 = KeyIssuer.ecKey("p384", Curve.P_384);
        VerifyToken tokens = verifier("ES384", EC, p384);
        assertThat(verify(tokens, KeyIssuer.token(p384, JWSAlgorithm.ES384, withoutRole(7))))
                .isInstanceOf(TokenOutcome.Verified.class);
        assertThat(keys.size()).isEqualTo(1);
        assertThat(verify(tokens, KeyIssuer.token(EC, JWSAlgorithm.ES256, withoutRole(7))))
                .isEqualTo(TokenOutcome.Refused.OTHER_ALGORITHM);
    }

    @Test
    void anOperatorNeedsTheRole() {
        VerifyToken tokens = verifier("ES256", EC);
        String operator =
                KeyIssuer.token(EC, JWSAlgorithm.ES256, KeyIssuer.claims(7, claims -> claims.claim("role", "ops")));
        assertThat(verify(tokens, operator))
                .isEqualTo(new TokenOutcome.Verified(
                        new Caller(UserId.of(7), Role.OPS, KeyIssuer.expirySeconds(operator))));
        String other =
                KeyIssuer.token(EC, JWSAlgorithm.ES256, KeyIssuer.claims(7, claims -> claims.claim("role", "admin")));
        assertThat(verify(tokens, other)).isEqualTo(TokenOutcome.Refused.UNKNOWN_ROLE);
    }

    @Test
    void refusesAShortRsaKey() {
        RSAKey shortKey = KeyIssuer.rsaKey("short", 1_024);
        VerifyToken tokens = verifier("RS256", shortKey, RSA);
        assertThat(verify(tokens, KeyIssuer.token(shortKey, JWSAlgorithm.RS256, withoutRole(7))))
                .isEqualTo(TokenOutcome.UnknownKey.INSTANCE);
    }

    @Test
    void theLogNamesTheReasonOnceAMinuteWithoutTheToken() {
        VerifyToken tokens = verifier("ES256", EC);
        String rs256 = KeyIssuer.token(RSA, JWSAlgorithm.RS256, withoutRole(7));
        for (int i = 0; i < 100; i++) {
            assertThat(verify(tokens, rs256)).isEqualTo(TokenOutcome.Refused.OTHER_ALGORITHM);
        }
        assertThat(lines())
                .containsExactly("tokens refused since the last line of this reason: 1;"
                        + " a token is refused because its algorithm is not redpacket.gateway.algorithm");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(verify(tokens, rs256)).isEqualTo(TokenOutcome.Refused.OTHER_ALGORITHM);
        assertThat(lines()).hasSize(2).element(1).asString().contains("this reason: 100;");
        String[] parts = rs256.split("\\.", -1);
        assertThat(lines()).noneMatch(line -> line.contains(parts[0]) || line.contains(parts[1]));
    }

    @Test
    void eachReasonHasLinesOfItsOwn() {
        VerifyToken tokens = verifier("ES256", EC);
        assertThat(verify(tokens, "garbage")).isEqualTo(TokenOutcome.Refused.MALFORMED);
        assertThat(verify(
                        tokens,
                        KeyIssuer.token(
                                EC, JWSAlgorithm.ES256, KeyIssuer.claims(7, claims -> claims.issuer("https://other")))))
                .isEqualTo(TokenOutcome.Refused.OTHER_ISSUER);
        assertThat(verify(
                        tokens,
                        KeyIssuer.token(
                                EC, JWSAlgorithm.ES256, KeyIssuer.claims(7, claims -> claims.subject("auth0|7")))))
                .isEqualTo(TokenOutcome.Refused.NO_USER_ID);
        assertThat(verify(tokens, KeyIssuer.token(KeyIssuer.ecKey("x"), JWSAlgorithm.ES256, withoutRole(7))))
                .isEqualTo(TokenOutcome.UnknownKey.INSTANCE);
        assertThat(lines())
                .hasSize(4)
                .anyMatch(line -> line.endsWith("the claim iss is not redpacket.gateway.issuer"))
                .anyMatch(line -> line.contains("the claim sub is not a user id"))
                .anyMatch(line -> line.contains("(kid)"))
                .noneMatch(line -> line.contains("other") || line.contains("auth0"));
    }
}
