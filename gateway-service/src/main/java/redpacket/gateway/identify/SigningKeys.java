package redpacket.gateway.identify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.security.Provider;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.HashMap;
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
 * The issuer's public keys by key id, fetched on a thread of their own.
 *
 * <p>Nimbus's JWKSource fetches on the thread that asks, which here would be an event loop that serves thousands. So
 * keys are fetched ahead, and an issuer that does not answer leaves the known ones as they are.
 */
final class SigningKeys extends StartBeforeServing {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final int SIZE_BYTES_MAX = 65_536;

    private final IdentitySettings settings;
    private final URL url;
    private final DefaultResourceRetriever retriever;
    private final @Nullable Provider provider = NativeSignatures.provider();
    private final ScheduledExecutorService fetcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signing-keys").factory());
    private volatile Map<String, ECDSAVerifier> verifiers = Map.of();
    private volatile long fetchedAtNanos = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private boolean answering = true;
    private @Nullable CompletableFuture<Void> asked;

    SigningKeys(IdentitySettings settings) {
        this.settings = settings;
        try {
            this.url = settings.jwksUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException("redpacket.gateway.jwks-uri: " + settings.jwksUri(), e);
        }
        this.retriever = new DefaultResourceRetriever(
                settings.keysTimeoutMillis(), settings.keysTimeoutMillis(), SIZE_BYTES_MAX);
    }

    /** Fetches at once, and again ever after. */
    @Override
    protected void begin() {
        var unused = fetcher.scheduleWithFixedDelay(
                this::fetchWhenDue, 0, settings.keysRefreshMillisMin(), TimeUnit.MILLISECONDS);
    }

    boolean isEmpty() {
        return verifiers.isEmpty();
    }

    /** The same one for as long as the issuer publishes this key. */
    @Nullable
    JWSVerifier verifierOf(String keyId) {
        return verifiers.get(keyId);
    }

    int size() {
        return verifiers.size();
    }

    /** Done when the keys have been fetched anew, or were just now; never fails. All who ask meanwhile share one. */
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
        // An issuer that was silent is asked again soon: what it has withdrawn meanwhile stands until then.
        if (verifiers.isEmpty() || !answering || sinceFetchedMillis() >= settings.keysRefreshSeconds() * 1000L) {
            fetch();
        }
    }

    private long sinceFetchedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - fetchedAtNanos);
    }

    private void fetch() {
        try {
            Map<String, ECDSAVerifier> found =
                    read(retriever.retrieveResource(url).getContent());
            if (found.isEmpty()) {
                throw new IOException("no ES256 key with an id is in it");
            }
            verifiers = found;
            if (!answering) {
                LOG.info("signing keys are to be had again from {}", url);
            }
            answering = true;
        } catch (IOException | ParseException | JOSEException | RuntimeException e) {
            if (answering) {
                LOG.warn("signing keys not to be had from {}, the known ones stand: {}", url, e.toString());
            }
            answering = false;
        } finally {
            fetchedAtNanos = System.nanoTime();
        }
    }

    /** Only keys for ES256: what else an issuer publishes cannot be used against us. */
    private Map<String, ECDSAVerifier> read(String json) throws ParseException, JOSEException {
        Map<String, ECDSAVerifier> found = new HashMap<>();
        for (JWK key : JWKSet.parse(json).getKeys()) {
            boolean forSigning = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            boolean forEs256 = key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.ES256);
            if (key instanceof ECKey elliptic
                    && elliptic.getCurve().equals(Curve.P_256)
                    && key.getKeyID() != null
                    && forSigning
                    && forEs256) {
                ECPublicKey published = elliptic.toECPublicKey(provider);
                ECDSAVerifier known = verifiers.get(key.getKeyID());
                found.put(
                        key.getKeyID(),
                        known != null && known.getPublicKey().equals(published) ? known : verifier(published));
            }
        }
        return Map.copyOf(found);
    }

    private ECDSAVerifier verifier(ECPublicKey key) throws JOSEException {
        ECDSAVerifier made = new ECDSAVerifier(key);
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
