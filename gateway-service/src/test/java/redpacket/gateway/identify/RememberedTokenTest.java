package redpacket.gateway.identify;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.id.UserId;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/** How long a token is believed without another look at its signature. */
@SuppressWarnings("JavaUtilDate")
class RememberedTokenTest {
    private static final int SECONDS_MAX = 600;
    private static final int USERS = 200;

    private final ECKey first = newKey("first");
    private final ECKey second = newKey("second");
    private final HttpServer issuer;
    private final SigningKeys keys;
    private final AtomicLong nanos = new AtomicLong();
    private final VerifyToken tokens;
    private volatile List<ECKey> published = List.of(first);

    RememberedTokenTest() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        issuer.createContext("/keys", exchange -> {
            byte[] body = new JWKSet(List.copyOf(published))
                    .toPublicJWKSet()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        issuer.start();
        IdentitySettings settings = new IdentitySettings(
                URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys"),
                "i",
                "a",
                30,
                300,
                1,
                1_000,
                16_777_216,
                SECONDS_MAX);
        keys = new SigningKeys(settings);
        Ticker ticker = nanos::get;
        tokens = new VerifyToken(settings, keys, Clock.systemUTC(), ticker, new SimpleMeterRegistry());
    }

    @AfterEach
    void end() {
        keys.end();
        issuer.stop(0);
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(ECKey key, long user) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("i")
                .audience("a")
                .subject(Long.toString(user))
                .claim("role", "user")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))))
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private void verify(String token) {
        assertThat(tokens.verify(token).block(Duration.ofSeconds(10))).isInstanceOf(TokenOutcome.Verified.class);
    }

    private void fetch() {
        // One that has just been fetched is not fetched again.
        while (true) {
            List<ECKey> wanted = published;
            keys.fetchSoon().join();
            boolean there = wanted.stream().allMatch(key -> keys.verifierOf(key.getKeyID()) != null);
            if (there && keys.size() == wanted.size()) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void isRememberedAsLongAsItsKeyIsPublished() throws Exception {
        String token = token(first, 7);
        verify(token);
        assertThat(tokens.remembered(token)).isEqualTo(new Caller(UserId.of(7), Role.USER));
        published = List.of(first, second);
        fetch();
        assertThat(tokens.remembered(token)).isNotNull();
        published = List.of(second);
        fetch();
        assertThat(tokens.remembered(token)).isNull();
        assertThat(tokens.verify(token).block(Duration.ofSeconds(10))).isInstanceOf(TokenOutcome.UnknownKey.class);
    }

    @Test
    void anotherKeyOfTheSameIdIsAnotherKey() throws Exception {
        String token = token(first, 7);
        verify(token);
        published = List.of(newKey(first.getKeyID()), second);
        fetch();
        assertThat(tokens.remembered(token)).isNull();
        assertThat(tokens.verify(token).block(Duration.ofSeconds(10))).isInstanceOf(TokenOutcome.Refused.class);
    }

    @Test
    void aCrowdThatCameAtOnceIsForgottenOneByOne() throws Exception {
        List<String> crowd = new ArrayList<>();
        for (int user = 1; user <= USERS; user++) {
            crowd.add(token(first, user));
            verify(crowd.getLast());
        }
        nanos.set(TimeUnit.SECONDS.toNanos(SECONDS_MAX / 2 - 1));
        assertThat(known(crowd)).isEqualTo(USERS);
        nanos.set(TimeUnit.SECONDS.toNanos(SECONDS_MAX * 3 / 4));
        assertThat(known(crowd)).isBetween(USERS / 4, USERS * 3 / 4);
        nanos.set(TimeUnit.SECONDS.toNanos(SECONDS_MAX + 1));
        assertThat(known(crowd)).isZero();
    }

    private int known(List<String> crowd) {
        return (int)
                crowd.stream().filter(token -> tokens.remembered(token) != null).count();
    }
}
