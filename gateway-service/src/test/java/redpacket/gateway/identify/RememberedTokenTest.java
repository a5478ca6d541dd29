package redpacket.gateway.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.common.id.UserId;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/** How long a verified token stays in the cache. */
class RememberedTokenTest {
    private static final int USERS = 200;

    private final ECKey first = KeyIssuer.ecKey("first");
    private final ECKey second = KeyIssuer.ecKey("second");
    private final KeyIssuer issuer = new KeyIssuer();
    private final IdentitySettings settings = issuer.settings("ES256");
    private final SigningKeys keys = new SigningKeys(settings);
    private final AtomicLong nanos = new AtomicLong();
    private final VerifyToken tokens =
            new VerifyToken(settings, keys, Clock.systemUTC(), nanos::get, new SimpleMeterRegistry());

    RememberedTokenTest() throws IOException {
        issuer.publish(first);
    }

    @AfterEach
    void end() {
        keys.end();
        issuer.close();
    }

    private static String token(ECKey key, long user) {
        return KeyIssuer.token(key, JWSAlgorithm.ES256, KeyIssuer.claims(user, claims -> {}));
    }

    private void verify(String token) {
        assertThat(tokens.verify(token).block(Duration.ofSeconds(30))).isInstanceOf(TokenOutcome.Verified.class);
    }

    /**
     * Publishes these keys, and waits until they are known: keys that were just fetched are not fetched again at once.
     */
    private void publish(ECKey... published) {
        issuer.publish(published);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            keys.fetchSoon().join();
            return keys.size() == published.length
                    && Arrays.stream(published).allMatch(key -> keys.verifierOf(key.getKeyID()) != null);
        });
    }

    @Test
    void isRememberedAsLongAsItsKeyIsPublished() {
        String token = token(first, 7);
        verify(token);
        assertThat(tokens.remembered(token))
                .extracting(Caller::user, Caller::role)
                .containsExactly(UserId.of(7), Role.USER);
        publish(first, second);
        assertThat(tokens.remembered(token)).isNotNull();
        publish(second);
        assertThat(tokens.remembered(token)).isNull();
        assertThat(tokens.verify(token).block(Duration.ofSeconds(30))).isInstanceOf(TokenOutcome.UnknownKey.class);
    }

    @Test
    void anotherKeyOfTheSameIdIsAnotherKey() {
        String token = token(first, 7);
        verify(token);
        publish(KeyIssuer.ecKey(first.getKeyID()), second);
        assertThat(tokens.remembered(token)).isNull();
        assertThat(tokens.verify(token).block(Duration.ofSeconds(30))).isInstanceOf(TokenOutcome.Refused.class);
    }

    @Test
    void aCrowdThatCameAtOnceIsForgottenOneByOne() {
        List<String> crowd = new ArrayList<>();
        for (int user = 1; user <= USERS; user++) {
            crowd.add(token(first, user));
            verify(crowd.getLast());
        }
        nanos.set(TimeUnit.SECONDS.toNanos(KeyIssuer.CACHE_SECONDS_MAX / 2 - 1));
        assertThat(known(crowd)).isEqualTo(USERS);
        nanos.set(TimeUnit.SECONDS.toNanos(KeyIssuer.CACHE_SECONDS_MAX * 3 / 4));
        assertThat(known(crowd)).isBetween(USERS / 4, USERS * 3 / 4);
        nanos.set(TimeUnit.SECONDS.toNanos(KeyIssuer.CACHE_SECONDS_MAX + 1));
        assertThat(known(crowd)).isZero();
    }

    private int known(List<String> crowd) {
        return (int)
                crowd.stream().filter(token -> tokens.remembered(token) != null).count();
    }
}
