package redpacket.gateway.identify;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
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
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redpacket.common.id.UserId;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/**
 * Verifies a bearer token: its issuer, audience, validity period, user, role and signature.
 *
 * <p>INVARIANT: the configuration pins the algorithm, never the token. So neither {@code none} nor a public key used as
 * an HMAC secret passes. A verified token is cached for a bounded time: never past its expiry, and only while the
 * issuer publishes the key that signed it.
 */
public final class VerifyToken {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyToken.class);
    private static final int ENTRY_BYTES = 200;

    private final IdentitySettings settings;
    private final SigningKeys keys;
    private final Duration skew;
    private final Clock clock;
    private final RefusedTokenLog refusedLog;
    private final Cache<String, Remembered> remembered;

    VerifyToken(IdentitySettings settings, SigningKeys keys, Clock clock, Ticker ticker, MeterRegistry meters) {
        this.settings = settings;
        this.keys = keys;
        this.skew = Duration.ofSeconds(settings.clockSkewSeconds());
        this.clock = clock;
        this.refusedLog = new RefusedTokenLog(ticker, LOG::info);
        Duration lifeMax = Duration.ofSeconds(settings.tokenCacheSecondsMax());
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(settings.tokenCacheBytesMax())
                .weigher((String token, Remembered ignored) -> token.length() + ENTRY_BYTES)
                .expireAfter(Expiry.<String, Remembered>creating((ignored, entry) -> {
                    Duration left = Duration.ofMillis(entry.untilMillis() - clock.millis());
                    // Tokens that arrive together must not expire together, or all are verified again at once.
                    Duration life = lifeMax.dividedBy(2)
                            .plusMillis(ThreadLocalRandom.current().nextLong(lifeMax.toMillis() / 2 + 1));
                    return left.compareTo(life) < 0 ? left : life;
                }))
                .ticker(ticker)
                // Maintenance is cheaper than a wake-up of another thread.
                .executor(Runnable::run)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, remembered, "tokens");
    }

    private record Remembered(TokenOutcome.Verified outcome, long untilMillis, String keyId, JWSVerifier verifier) {}

    /**
     * Verifies a token. An unknown key is fetched first, by one request to the issuer for all waiting tokens. Never
     * fails, and logs why a token is refused.
     */
    public Mono<TokenOutcome> verify(String token) {
        TokenOutcome outcome = check(token);
        return switch (outcome) {
            case TokenOutcome.Verified ignored -> Mono.just(outcome);
            case TokenOutcome.Refused refused -> {
                refusedLog.add(refused);
                yield Mono.just(outcome);
            }
            case TokenOutcome.UnknownKey ignored -> afterFetch(token);
            case TokenOutcome.KeysMissing ignored -> afterFetch(token);
        };
    }

    /** The caller of a token that was verified before and is still valid; null for any other token. */
    public @Nullable Caller remembered(String token) {
        Remembered entry = remembered.getIfPresent(token);
        return entry == null
                        || clock.millis() >= entry.untilMillis()
                        || !entry.verifier().equals(keys.verifierOf(entry.keyId()))
                ? null
                : entry.outcome().caller();
    }

    private Mono<TokenOutcome> afterFetch(String token) {
        return Mono.fromFuture(keys::fetchSoon, true)
                .then(Mono.fromSupplier(() -> check(token)))
                .doOnNext(refusedLog::add);
    }

    private TokenOutcome check(String token) {
        if (token.length() > IdentitySettings.TOKEN_LENGTH_MAX) {
            return TokenOutcome.Refused.TOO_LONG;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            JWSHeader header = jwt.getHeader();
            // The signature is checked last, because it costs a hundred times as much as the claims.
            TokenOutcome outcome = checkClaims(claims);
            if (!(outcome instanceof TokenOutcome.Verified verified)) {
                return outcome;
            }
            if (!keys.algorithm().equals(header.getAlgorithm())) {
                return TokenOutcome.Refused.OTHER_ALGORITHM;
            }
            String keyId = header.getKeyID();
            if (keyId == null) {
                return TokenOutcome.Refused.NO_KEY_ID;
            }
            JWSVerifier verifier = keys.verifierOf(keyId);
            if (verifier == null) {
                return keys.isEmpty() ? TokenOutcome.KeysMissing.INSTANCE : TokenOutcome.UnknownKey.INSTANCE;
            }
            if (!jwt.verify(verifier)) {
                return TokenOutcome.Refused.WRONG_SIGNATURE;
            }
            remembered.put(token, new Remembered(verified, endOf(claims).toEpochMilli(), keyId, verifier));
            return verified;
        } catch (ParseException | JOSEException | RuntimeException ignored) {
            // The parser throws many types on bad input; the answer is the same for all.
            return TokenOutcome.Refused.MALFORMED;
        }
    }

    private TokenOutcome checkClaims(JWTClaimsSet claims) throws ParseException {
        Instant now = clock.instant();
        if (!settings.issuer().equals(claims.getIssuer())) {
            return TokenOutcome.Refused.OTHER_ISSUER;
        }
        if (!claims.getAudience().contains(settings.audience())) {
            return TokenOutcome.Refused.OTHER_AUDIENCE;
        }
        Date begins = claims.getNotBeforeTime();
        if (begins != null && begins.toInstant().minus(skew).isAfter(now)) {
            return TokenOutcome.Refused.NOT_YET_VALID;
        }
        if (!now.isBefore(endOf(claims))) {
            return TokenOutcome.Refused.EXPIRED;
        }
        String subject = claims.getSubject();
        Optional<UserId> user = subject == null ? Optional.empty() : UserId.parse(subject);
        if (user.isEmpty()) {
            return TokenOutcome.Refused.NO_USER_ID;
        }
        String claimed = claims.getStringClaim("role");
        // Identity providers that know nothing of this system issue no role: their users are ordinary users.
        Optional<Role> role = claimed == null ? Optional.of(Role.USER) : Role.parse(claimed);
        long expiresSeconds = claims.getExpirationTime().toInstant().getEpochSecond();
        return role.<TokenOutcome>map(known -> new TokenOutcome.Verified(new Caller(user.get(), known, expiresSeconds)))
                .orElse(TokenOutcome.Refused.UNKNOWN_ROLE);
    }

    /** A token without an expiry counts as expired. */
    private Instant endOf(JWTClaimsSet claims) {
        return claims.getExpirationTime() == null
                ? Instant.MIN
                : claims.getExpirationTime().toInstant().plus(skew);
    }
}
