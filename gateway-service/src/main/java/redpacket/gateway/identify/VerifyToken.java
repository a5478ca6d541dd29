package redpacket.gateway.identify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.UserId;

/**
 * Verifies bearer tokens: ES256 alone, of one issuer, for one audience, in their time. What was verified is remembered
 * by the digest of the whole token until it expires, in a bounded table.
 */
@Component
public final class VerifyToken {
    private static final int RETRIEVE_MILLIS_MAX = 1_000;
    private static final int KEY_SET_BYTES_MAX = 64 << 10;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(VerifyToken::sha256);

    private final IdentitySettings settings;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Cache<Digest, Identity> remembered;

    VerifyToken(IdentitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(settings.rememberedTokensMax())
                .expireAfterWrite(settings.rememberFor())
                .executor(Runnable::run)
                .build();
        try {
            var keys = JWKSourceBuilder.create(
                            settings.jwksUri().toURL(),
                            new DefaultResourceRetriever(RETRIEVE_MILLIS_MAX, RETRIEVE_MILLIS_MAX, KEY_SET_BYTES_MAX))
                    .retrying(true)
                    .cache(
                            Duration.ofMinutes(15).toMillis(),
                            Duration.ofSeconds(5).toMillis())
                    // A known key stays good while the issuer is away.
                    .outageTolerant(Duration.ofHours(24).toMillis())
                    .build();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("redpacket.gateway.jwks-uri is no URL: " + settings.jwksUri(), e);
        }
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "exp", "iat"));
        claims.setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** The caller, if this token was verified not long ago. Never blocks. */
    public Optional<Identity> known(String token) {
        if (token.length() > settings.tokenBytesMax()) {
            return Optional.empty();
        }
        Identity identity = remembered.getIfPresent(digest(token));
        return identity != null && clock.instant().isBefore(identity.expiresAt())
                ? Optional.of(identity)
                : Optional.empty();
    }

    /** Verifies; empty for a token that is not good. May block for a moment when the keys must be fetched. */
    public Optional<Identity> verify(String token) {
        if (token.length() > settings.tokenBytesMax()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = processor.process(jwt, null);
            Optional<Identity> identity = identityOf(claims);
            identity.ifPresent(it -> remembered.put(digest(token), it));
            return identity;
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static Optional<Identity> identityOf(JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        String role = claims.getStringClaim("role");
        Instant expires = claims.getExpirationTime().toInstant();
        return UserId.parse(subject == null ? "" : subject).map(user -> new Identity(user, isOps(role), expires));
    }

    private static boolean isOps(@Nullable String role) {
        return "ops".equals(role);
    }

    private static Digest digest(String token) {
        ByteBuffer bytes = ByteBuffer.wrap(SHA_256.get().digest(token.getBytes(StandardCharsets.UTF_8)));
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private record Digest(long high, long low) {}
}
