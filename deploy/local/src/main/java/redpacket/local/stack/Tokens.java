package redpacket.local.stack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The local stack's identity provider: signs tokens (ES256) and publishes the key as a JWK set. */
public final class Tokens {
    public static final String ISSUER = "redpacket-local";
    public static final String AUDIENCE = "redpacket";
    /** The client id of the phone. */
    public static final String PHONE = "phone";

    public static final Duration LIFETIME_DEFAULT = Duration.ofHours(24);

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final String header;
    private final String jwks;

    public Tokens(Secrets secrets) {
        try {
            this.key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secrets.get("jwt-private"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key cannot be read", e);
        }
        String kid = secrets.get("jwt-kid");
        this.header = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}");
        this.jwks = "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"" + kid
                + "\",\"x\":\"" + secrets.get("jwt-x") + "\",\"y\":\"" + secrets.get("jwt-y") + "\"}]}";
    }

    public String jwks() {
        return jwks;
    }

    public String user(long userId) {
        return sign(Long.toString(userId), "user", LIFETIME_DEFAULT);
    }

    public String ops(long operator) {
        return sign(Long.toString(operator), "ops", LIFETIME_DEFAULT);
    }

    public String sign(String subject, String role, Duration lifetime) {
        long now = Instant.now().getEpochSecond();
        return sign("{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject + "\",\"role\":\""
                + role + "\",\"iat\":" + now + ",\"nbf\":" + now + ",\"exp\":" + (now + lifetime.toSeconds()) + "}");
    }

    /** Signs any claims, also wrong ones, for tests. */
    public String sign(String claims) {
        String content = header + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static String base64(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
