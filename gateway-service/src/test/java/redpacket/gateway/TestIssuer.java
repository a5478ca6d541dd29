package redpacket.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** An identity provider: signs tokens and publishes its keys, until it is told to be silent. */
@SuppressWarnings("JavaUtilDate")
final class TestIssuer implements AutoCloseable {
    static final String ISSUER = "test-issuer";
    static final String AUDIENCE = "redpacket";

    private final TestService server;
    private final List<ECKey> keys = new CopyOnWriteArrayList<>();

    TestIssuer() {
        keys.add(newKey("key-1"));
        server = new TestService("issuer").answering(call -> TestService.json(200, jwks()));
    }

    static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri() {
        return server.url().resolve("/.well-known/jwks.json");
    }

    TestService server() {
        return server;
    }

    ECKey key() {
        return keys.getFirst();
    }

    ECKey rotate(String id) {
        keys.addFirst(newKey(id));
        return keys.getFirst();
    }

    String jwks() {
        return new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString();
    }

    String token(long user) {
        return token(user, "user");
    }

    String token(long user, String role) {
        return token(claims -> claims.subject(Long.toString(user)).claim("role", role));
    }

    /** A good token of user 1, changed. */
    String token(Consumer<JWTClaimsSet.Builder> change) {
        return sign(key(), goodClaims(change));
    }

    static JWTClaimsSet goodClaims(Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("1")
                .claim("role", "user")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)));
        change.accept(claims);
        return claims.build();
    }

    static String sign(ECKey key, JWTClaimsSet claims) {
        try {
            return sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    new ECDSASigner(key),
                    claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
