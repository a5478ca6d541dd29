package redpacket.gateway.identify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redpacket.common.id.UserId;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/**
 * Says who the bearer of a token is: ES256 by a key of the issuer, for our audience, now.
 *
 * <p>INVARIANT: the algorithm is ours to say and not the token's, so neither {@code none} nor a public key used as an
 * HMAC secret passes. Verified tokens are remembered for a bounded time, never past their expiry, and no longer than the
 * issuer publishes the key that signed them.
 */
public final class VerifyToken {
    private static final int ENTRY_BYTES = 200;

    private final IdentitySettings settings;
    private final SigningKeys keys;
    private final Duration skew;
    private final Clock clock;
    private final Cache<String, Remembered> remembered;

    VerifyToken(IdentitySettings settings, SigningKeys keys, Clock clock, Ticker ticker, MeterRegistry meters) {
        this.settings = settings;
        this.keys = keys;
        this.skew = Duration.ofSeconds(settings.clockSkewSeconds());
        this.clock = clock;
        Duration lifeMax = Duration.ofSeconds(settings.tokenCacheSecondsMax());
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(settings.tokenCacheBytesMax())
                .weigher((String token, Remembered ignored) -> token.length() + ENTRY_BYTES)
                .expireAfter(Expiry.<String, Remembered>creating((ignored, entry) -> {
                    Duration left = Duration.ofMillis(entry.untilMillis() - clock.millis());
                    // A crowd comes at once: were it forgotten at once, all of its signatures would be looked at anew.
                    Duration life = lifeMax.dividedBy(2)
                            .plusMillis(ThreadLocalRandom.current().nextLong(lifeMax.toMillis() / 2 + 1));
                    return left.compareTo(life) < 0 ? left : life;
                }))
                .ticker(ticker)
                // Upkeep is little; waking another thread for it is not.
                .executor(Runnable::run)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, remembered, "tokens");
    }

    private record Remembered(TokenOutcome.Verified outcome, long untilMillis, String keyId, JWSVerifier verifier) {}

    /** Looks at a token; a key that is not known here is asked for, once for all who wait. Never fails. */
    public Mono<TokenOutcome> verify(String token) {
        TokenOutcome outcome = look(token);
        return switch (outcome) {
            case TokenOutcome.Verified ignored -> Mono.just(outcome);
            case TokenOutcome.Refused ignored -> Mono.just(outcome);
            case TokenOutcome.UnknownKey ignored -> afterFetch(token);
            case TokenOutcome.KeysMissing ignored -> afterFetch(token);
        };
    }

    /** The caller, when this token was verified before and is still good: the hot path. */
    public @Nullable Caller remembered(String token) {
        Remembered entry = remembered.getIfPresent(token);
        return entry == null
                        || clock.millis() >= entry.untilMillis()
                        || !entry.verifier().equals(keys.verifierOf(entry.keyId()))
                ? null
                : entry.outcome().caller();
    }

    private Mono<TokenOutcome> afterFetch(String token) {
        return Mono.fromFuture(keys::fetchSoon, true).then(Mono.fromSupplier(() -> look(token)));
    }

    private TokenOutcome look(String token) {
        if (token.length() > IdentitySettings.TOKEN_LENGTH_MAX) {
            return TokenOutcome.Refused.INSTANCE;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            // The claims first: a signature costs a hundred times as much to look at.
            Optional<Caller> caller = callerOf(claims);
            JWSHeader header = jwt.getHeader();
            String keyId = header.getKeyID();
            if (caller.isEmpty() || !JWSAlgorithm.ES256.equals(header.getAlgorithm()) || keyId == null) {
                return TokenOutcome.Refused.INSTANCE;
            }
            JWSVerifier verifier = keys.verifierOf(keyId);
            if (verifier == null) {
                return keys.isEmpty() ? TokenOutcome.KeysMissing.INSTANCE : TokenOutcome.UnknownKey.INSTANCE;
            }
            if (!jwt.verify(verifier)) {
                return TokenOutcome.Refused.INSTANCE;
            }
            TokenOutcome.Verified verified = new TokenOutcome.Verified(caller.get());
            remembered.put(token, new Remembered(verified, endOf(claims).toEpochMilli(), keyId, verifier));
            return verified;
        } catch (ParseException | JOSEException | RuntimeException ignored) {
            // Whatever a stranger makes the parser throw, the answer is the same.
            return TokenOutcome.Refused.INSTANCE;
        }
    }

    private Optional<Caller> callerOf(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        String subject = claims.getSubject();
        String role = claims.getStringClaim("role");
        boolean ours = settings.issuer().equals(claims.getIssuer())
                && claims.getAudience().contains(settings.audience());
        boolean begun = claims.getNotBeforeTime() == null
                || !claims.getNotBeforeTime().toInstant().minus(skew).isAfter(now);
        if (!ours || !begun || !now.isBefore(endOf(claims)) || subject == null || role == null) {
            return Optional.empty();
        }
        return UserId.parse(subject).flatMap(user -> Role.parse(role).map(known -> new Caller(user, known)));
    }

    /** A token without an expiry has ended long ago. */
    private Instant endOf(JWTClaimsSet claims) {
        return claims.getExpirationTime() == null
                ? Instant.MIN
                : claims.getExpirationTime().toInstant().plus(skew);
    }
}
