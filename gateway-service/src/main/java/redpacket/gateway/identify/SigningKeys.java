package redpacket.gateway.identify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.process.StartBeforeServing;

/**
 * The issuer's public keys for the configured algorithm, by key id.
 *
 * <p>Nimbus's JWKSource fetches keys on the calling thread. In this process that thread is an event loop with thousands
 * of connections, so a thread of its own fetches the keys ahead. The known keys stay while the issuer does not answer.
 */
final class SigningKeys extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int SIZE_BYTES_MAX = 65_536;
    /** NIST SP 800-131A accepts no shorter RSA key. */
    private static final int RSA_BITS_MIN = 2_048;

    /** Asymmetric algorithms only: with a symmetric one every holder of a key could issue tokens. */
    static final List<JWSAlgorithm> ALGORITHMS = List.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512);

    private final IdentitySettings settings;
    private final JWSAlgorithm algorithm;
    private final URL url;
    private final DefaultResourceRetriever retriever;
    private final @Nullable Provider provider;
    private final ScheduledExecutorService fetcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signing-keys").factory());
    private volatile Map<String, Published> published = Map.of();
    private volatile long fetchedAtNanos = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private boolean answering = true;
    private @Nullable CompletableFuture<Void> asked;

    SigningKeys(IdentitySettings settings) {
        this.settings = settings;
        this.algorithm = new JWSAlgorithm(settings.algorithm());
        this.provider = algorithm.equals(JWSAlgorithm.ES256) ? NativeSignatures.provider() : null;
        try {
            this.url = settings.jwksUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException("redpacket.gateway.jwks-uri: " + settings.jwksUri(), e);
        }
        this.retriever = new DefaultResourceRetriever(
                settings.keysTimeoutMillis(), settings.keysTimeoutMillis(), SIZE_BYTES_MAX);
    }

    private record Published(PublicKey key, JWSVerifier verifier) {}

    /** Fetches the keys now, and then periodically. */
    @Override
    protected void begin() {
        var unused = fetcher.scheduleWithFixedDelay(
                this::fetchWhenDue, 0, settings.keysRefreshMillisMin(), TimeUnit.MILLISECONDS);
    }

    boolean isEmpty() {
        return published.isEmpty();
    }

    /** The pinned algorithm. */
    JWSAlgorithm algorithm() {
        return algorithm;
    }

    /** The verifier of a key, the same object for as long as the issuer publishes this key. */
    @Nullable
    JWSVerifier verifierOf(String keyId) {
        Published known = published.get(keyId);
        return known == null ? null : known.verifier();
    }

    int size() {
        return published.size();
    }

    /**
     * Completes after a fetch, or at once where the last fetch is recent; never fails. Concurrent callers share one
     * fetch.
     */
    synchronized CompletableFuture<Void> fetchSoon() {
        if (asked != null && !asked.isDone()) {
            return asked;
        }
        if (sinceFetchedMillis() < settings.keysRefreshMillisMin()) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            asked = CompletableFuture.runAsync(this::fetch, fetcher);
            return asked;
        } catch (RejectedExecutionException ignored) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void fetchWhenDue() {
        // After a failure the next fetch comes soon: a key that the issuer has withdrawn is accepted until then.
        if (published.isEmpty() || !answering || sinceFetchedMillis() >= settings.keysRefreshSeconds() * 1000L) {
            fetch();
        }
    }

    private long sinceFetchedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fetchedAtNanos);
    }

    private void fetch() {
        try {
            Map<String, Published> found = read(retriever.retrieveResource(url).getContent());
            if (found.isEmpty()) {
                throw new IOException("it publishes no " + algorithm + " key with a key id");
            }
            published = found;
            if (!answering) {
                LOG.info("signing keys are available again from {}", url);
            }
            answering = true;
        } catch (IOException | ParseException | JOSEException | RuntimeException e) {
            if (answering) {
                LOG.warn("signing keys are not available from {}, the known keys stay: {}", url, e.toString());
            }
            answering = false;
        } finally {
            fetchedAtNanos = System.nanoTime();
        }
    }

    /** Other keys in the document are ignored: the issuer may publish keys for other algorithms and uses. */
    private Map<String, Published> read(String json) throws ParseException, JOSEException {
        Map<String, Published> found = new HashMap<>();
        for (JWK key : JWKSet.parse(json).getKeys()) {
            boolean forSigning = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            boolean forAlgorithm =
                    key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
            PublicKey publicKey = forSigning && forAlgorithm && key.getKeyID() != null ? publicKeyOf(key) : null;
            if (publicKey != null) {
                Published known = published.get(key.getKeyID());
                found.put(
                        key.getKeyID(),
                        known != null && known.key().equals(publicKey)
                                ? known
                                : new Published(publicKey, verifier(publicKey)));
            }
        }
        return Map.copyOf(found);
    }

    private @Nullable PublicKey publicKeyOf(JWK key) throws JOSEException {
        if (key instanceof ECKey elliptic && JWSAlgorithm.Family.EC.contains(algorithm)) {
            return Curve.forJWSAlgorithm(algorithm).contains(elliptic.getCurve())
                    ? elliptic.toECPublicKey(provider)
                    : null;
        }
        return key instanceof RSAKey rsa && JWSAlgorithm.Family.RSA.contains(algorithm) && rsa.size() >= RSA_BITS_MIN
                ? rsa.toRSAPublicKey()
                : null;
    }

    private JWSVerifier verifier(PublicKey key) throws JOSEException {
        JWSVerifier made =
                key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECPublicKey) key);
        if (provider != null) {
            made.getJCAContext().setProvider(provider);
        }
        return made;
    }

    @Override
    protected void end() {
        fetcher.shutdownNow();
    }
}
