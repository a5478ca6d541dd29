package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.Caller;

/**
 * Lets in what can be let in from memory alone, before the web framework has heard of it: a request without a body or
 * any header that needs thought, of a user whose token is remembered, and who has requests left.
 *
 * <p>INVARIANT: it refuses nobody. What it does not let in goes on to {@link Edge}, which has every refusal, and of
 * which nothing has been taken here.
 */
public final class AdmitAtOnce {
    private static final String BEARER = "Bearer ";
    private static final String NO_LENGTH = "0";
    private static final String JSON = "application/json";

    private final VerifyToken tokens;
    private final AdmitRates rates;
    private final List<Barrier> barriers;
    private final Ticker ticker;

    AdmitAtOnce(VerifyToken tokens, AdmitRates rates, List<Barrier> barriers, Ticker ticker) {
        this.tokens = tokens;
        this.rates = rates;
        this.barriers = List.copyOf(barriers);
        this.ticker = ticker;
    }

    /**
     * A request that was let in.
     *
     * @param stopped the answer of a barrier, where one has stopped it
     * @param rateLimitPolicy for the answer's header, as is rateLimit
     */
    public record Admission(
            AdmittedRequest request, @Nullable Answer stopped, String rateLimitPolicy, String rateLimit) {}

    /** Null where the request has to go the long way. */
    public @Nullable Admission admit(Call call, HttpHeaders headers) {
        long begun = ticker.read();
        Caller caller = rates.limitsAddresses() || !isPlain(headers) ? null : callerOf(headers);
        String rateLimit =
                caller == null ? null : rates.takeOfUser(caller.user().value());
        if (caller == null || rateLimit == null) {
            return null;
        }
        AdmittedRequest request = new AdmittedRequest(
                call, caller, call.target(), null, "", null, null, Trace.idFrom(headers.get(Trace.HEADER)), begun);
        for (Barrier barrier : barriers) {
            Answer stopped = barrier.stop(request);
            if (stopped != null) {
                return new Admission(request, stopped, rates.policy(), rateLimit);
            }
        }
        return new Admission(request, null, rates.policy(), rateLimit);
    }

    /** A request that no barrier has stopped is answered. */
    public void left(AdmittedRequest request) {
        for (Barrier barrier : barriers) {
            barrier.left(request);
        }
    }

    private static boolean isPlain(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return (length == null || length.equals(NO_LENGTH))
                && (type == null || type.equals(JSON))
                && headers.contains(HttpHeaderNames.HOST)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !headers.contains(HttpHeaderNames.EXPECT)
                && !headers.contains(HttpHeaderNames.UPGRADE)
                && !headers.contains(Headers.IDEMPOTENCY_KEY);
    }

    private @Nullable Caller callerOf(HttpHeaders headers) {
        String value = headers.get(HttpHeaderNames.AUTHORIZATION);
        return value != null
                        && value.startsWith(BEARER)
                        && headers.getAll(HttpHeaderNames.AUTHORIZATION).size() == 1
                ? tokens.remembered(value.substring(BEARER.length()))
                : null;
    }
}
