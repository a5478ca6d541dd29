package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import redpacket.gateway.address.AddressSettings;
import redpacket.gateway.address.ClientAddress;

/**
 * Limits the rate of each user, and of each address where that is configured. The headers of
 * draft-ietf-httpapi-ratelimit-headers tell the user's rate, so a client can slow down before it is refused. While
 * requests are left, t is the time until the bucket is full; at r=0 it is the time until one more request is allowed.
 */
final class AdmitRates {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
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

    /** The refusal where the address asks too often. */
    @Nullable
    Problem takeOfAddress(@Nullable InetSocketAddress peer, List<String> forwardedFor) {
        if (addresses == null || peer == null || peer.getAddress() == null) {
            return null;
        }
        long left = addresses.take(clientAddress.key(peer.getAddress(), forwardedFor));
        return left >= 0 ? null : limited("Too many requests of one address.", left);
    }

    boolean limitsAddresses() {
        return addresses != null;
    }

    /** The rate of a user, for {@link #lacking}, {@link #take} and {@link #refusal}. */
    AtomicLong bucketOfUser(long user) {
        return users.bucket(user);
    }

    /** Takes one request: what is left after it, or null where there was none. */
    @Nullable
    RateHeaders take(AtomicLong bucket) {
        long left = users.take(bucket);
        return left < 0 ? null : headers(left, left == 0 ? users.secondsToOneMore() : users.secondsToFull(left));
    }

    /** The refusal where no request is left. Takes nothing. */
    @Nullable
    Refusal lacking(AtomicLong bucket) {
        long left = users.left(bucket);
        return left >= 0 ? null : refusal(left);
    }

    /** The refusal of a request that {@link #take} did not get. */
    Refusal refusal(AtomicLong bucket) {
        return refusal(Math.min(-1, users.left(bucket)));
    }

    /** A refusal, and the headers that agree with its Retry-After. */
    record Refusal(Problem problem, RateHeaders headers) {}

    private Refusal refusal(long lackingNanos) {
        // Retry-After adds jitter to the same time, so it is never earlier than t.
        long seconds = (-lackingNanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
        return new Refusal(limited("Too many requests of one user.", lackingNanos), headers(0, seconds));
    }

    private RateHeaders headers(long left, long seconds) {
        return new RateHeaders(policy, "\"user\";r=" + left + ";t=" + seconds);
    }

    private static Problem limited(String detail, long lackingNanos) {
        Duration lacking = Duration.ofNanos(-lackingNanos);
        return Problem.tooMany("RATE_LIMITED", detail, lacking.compareTo(COME_BACK_MIN) < 0 ? COME_BACK_MIN : lacking);
    }
}
