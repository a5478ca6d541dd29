package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import redpacket.common.problem.Problem;

/**
 * How often one user, and where it is configured one address, may ask; told in the headers of the IETF's draft
 * (draft-ietf-httpapi-ratelimit-headers), so a client can slow down before it is refused.
 */
final class AdmitRates {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";
    private static final Duration COME_BACK_MIN = Duration.ofMillis(100);

    private final Rates users;
    private final @Nullable Rates addresses;
    private final ClientAddress clientAddress;
    private final String policy;

    AdmitRates(AdmitSettings settings, AddressSettings addressSettings, Ticker ticker) {
        this.users = new Rates(settings.requestsPerSecond(), settings.burst(), settings.usersRememberedMax(), ticker);
        this.addresses = addressSettings.requestsPerSecond() == 0
                ? null
                : new Rates(
                        addressSettings.requestsPerSecond(),
                        addressSettings.burst(),
                        addressSettings.rememberedMax(),
                        ticker);
        this.clientAddress = new ClientAddress(addressSettings.trustedProxies());
        this.policy = "\"user\";q=" + settings.burst() + ";w=" + users.secondsToFull(0);
    }

    /** Null where this address may go on. */
    @Nullable
    Problem takeOfAddress(@Nullable InetSocketAddress peer, HttpHeaders headers) {
        if (addresses == null || peer == null || peer.getAddress() == null) {
            return null;
        }
        long left = addresses.take(clientAddress.key(peer.getAddress(), headers.getOrEmpty("X-Forwarded-For")));
        return left >= 0 ? null : limited("Too many requests of one address.", left);
    }

    boolean limitsAddresses() {
        return addresses != null;
    }

    String policy() {
        return policy;
    }

    /** What a user has left: for {@link #lacking} and {@link #take}. */
    AtomicLong bucketOfUser(long user) {
        return users.bucket(user);
    }

    /** Takes one of the user's requests: what the answer's header says of the rest, or null where there is none left. */
    @Nullable
    String take(AtomicLong bucket) {
        long left = users.take(bucket);
        return left < 0 ? null : rest(left);
    }

    /** The refusal where the user has no request left now; takes nothing. */
    @Nullable
    Problem lacking(AtomicLong bucket) {
        long left = users.left(bucket);
        return left >= 0 ? null : limitedUser(left);
    }

    /** What the headers of that refusal say. */
    String nothingLeft() {
        return rest(0);
    }

    private String rest(long left) {
        return "\"user\";r=" + left + ";t=" + users.secondsToFull(left);
    }

    /** Takes one of the user's requests, and says in the answer's headers what is left. */
    void takeOfUser(long user, HttpHeaders answer) {
        long left = users.take(user);
        answer.set(POLICY, policy);
        answer.set(LIMIT, rest(Math.max(0, left)));
        if (left < 0) {
            throw limitedUser(left);
        }
    }

    private static Problem limitedUser(long lackingNanos) {
        return limited("Too many requests of one user.", lackingNanos);
    }

    private static Problem limited(String detail, long lackingNanos) {
        Duration lacking = Duration.ofNanos(-lackingNanos);
        return Problem.tooMany("RATE_LIMITED", detail, lacking.compareTo(COME_BACK_MIN) < 0 ? COME_BACK_MIN : lacking);
    }
}
