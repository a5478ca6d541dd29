package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.Caller;

/**
 * Lets in, or refuses, what can be judged by the request's head and from memory alone, before the web framework has
 * heard of it: a request without any header that needs thought, of a user whose token is remembered.
 *
 * <p>INVARIANT: it says what {@link Edge} would say. Where it is not sure it says nothing, has taken nothing, and the
 * request goes on to Edge, which has every refusal. So of Edge's order of precedence it gives only those refusals
 * (429, 503) before which all others are known not to hold.
 */
public final class AdmitAtOnce {
    private static final String BEARER = "Bearer ";
    private static final String NO_LENGTH = "0";
    private static final String JSON = "application/json";
    private static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString IDEMPOTENCY_KEY =
            AsciiString.cached(Headers.IDEMPOTENCY_KEY).toLowerCase();
    private static final AsciiString TRACE = AsciiString.cached(Trace.HEADER).toLowerCase();
    private static final List<AsciiString> NEED_THOUGHT = List.of(
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("content-encoding"),
            AsciiString.cached("expect"),
            AsciiString.cached("upgrade"));

    private final VerifyToken tokens;
    private final AdmitRates rates;
    private final List<Barrier> barriers;
    private final PacketIdCodec codec;
    private final InFlight inFlight;
    private final Ticker ticker;

    AdmitAtOnce(
            VerifyToken tokens,
            AdmitRates rates,
            List<Barrier> barriers,
            PacketIdCodec codec,
            InFlight inFlight,
            Ticker ticker) {
        this.tokens = tokens;
        this.rates = rates;
        this.barriers = List.copyOf(barriers);
        this.codec = codec;
        this.inFlight = inFlight;
        this.ticker = ticker;
    }

    /**
     * A request that was let in, or refused.
     *
     * @param refused the answer in place of a call's; where there is none the request must leave
     * @param rateLimitPolicy for the answer's header, as is rateLimit
     */
    public record Admission(
            AdmittedRequest request, @Nullable Answer refused, String rateLimitPolicy, String rateLimit) {}

    /**
     * Null where the request has to go the long way. Only calls that isServed says yes to are let in, without a body; all
     * others may be refused.
     */
    public @Nullable Admission admit(RequestHead head, Predicate<Call> isServed) {
        long begun = ticker.read();
        if (rates.limitsAddresses() || !head.isPlain()) {
            return null;
        }
        CallTable.Match.Found found = callOf(head);
        Caller caller = found == null ? null : callerOf(head);
        if (found == null || caller == null || !isPlain(head, found.call())) {
            return null;
        }
        AdmittedRequest request = request(head, found, caller, begun);
        AtomicLong bucket = rates.bucketOfUser(caller.user().value());
        Problem tooOften = rates.lacking(bucket);
        if (tooOften != null) {
            return new Admission(request, Answer.of(tooOften), rates.policy(), rates.nothingLeft());
        }
        boolean forged = found.call().namesPacket() && request.packet() == null;
        boolean served = !head.announcesBody() && request.idempotencyKey() == null && isServed.test(found.call());
        if (forged || !(served || wouldStop(request)) || !inFlight.enter()) {
            return null;
        }
        boolean goesOn = false;
        String rateLimit;
        Answer stopped;
        try {
            rateLimit = rates.take(bucket);
            stopped = rateLimit == null ? null : stop(request);
            goesOn = rateLimit != null && stopped == null && served;
        } finally {
            if (!goesOn) {
                inFlight.leave();
            }
        }
        if (rateLimit == null) {
            // Somebody else has taken the last one meanwhile; the long way says so.
            return null;
        }
        if (stopped == null && !served) {
            // What was in the way has gone meanwhile. It is the client's loss of one request of its rate at most.
            barriers.forEach(barrier -> barrier.left(request));
            return null;
        }
        return new Admission(request, stopped, rates.policy(), rateLimit);
    }

    /** A request that was let in is answered, or nobody waits for it any more. */
    public void left(AdmittedRequest request) {
        inFlight.leave();
        for (Barrier barrier : barriers) {
            barrier.left(request);
        }
    }

    private boolean wouldStop(AdmittedRequest request) {
        for (Barrier barrier : barriers) {
            if (barrier.wouldStop(request)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Answer stop(AdmittedRequest request) {
        for (Barrier barrier : barriers) {
            Answer stopped = barrier.stop(request);
            if (stopped != null) {
                return stopped;
            }
        }
        return null;
    }

    private static CallTable.Match.@Nullable Found callOf(RequestHead head) {
        String target = head.target();
        int query = target.indexOf('?');
        return RequestTarget.isCanonicalPath(target)
                        && (query < 0 || RequestTarget.isWellFormedQuery(target))
                        && CallTable.PUBLIC.match(head.method(), query < 0 ? target : target.substring(0, query))
                                instanceof CallTable.Match.Found found
                ? found
                : null;
    }

    private AdmittedRequest request(RequestHead head, CallTable.Match.Found found, Caller caller, long begun) {
        Call call = found.call();
        String packetText = call.namesPacket() ? found.variables().getFirst() : "";
        PacketId packet = call.namesPacket() ? codec.decode(packetText).orElse(null) : null;
        return new AdmittedRequest(
                call,
                caller,
                call.targetFor(found.variables()),
                packet,
                packetText,
                head.first(IDEMPOTENCY_KEY),
                head.first(CONTENT_TYPE),
                Trace.idFrom(head.first(TRACE)),
                begun);
    }

    private static boolean isPlain(RequestHead head, Call call) {
        for (AsciiString name : NEED_THOUGHT) {
            if (head.first(name) != null) {
                return false;
            }
        }
        String type = head.first(CONTENT_TYPE);
        String length = head.first(CONTENT_LENGTH);
        return head.announcesBody()
                ? call.takesBody() && JSON.equals(type) && head.count(IDEMPOTENCY_KEY) <= 1
                : (type == null || type.equals(JSON))
                        && (length == null || length.equals(NO_LENGTH))
                        && head.count(IDEMPOTENCY_KEY) <= 1;
    }

    private @Nullable Caller callerOf(RequestHead head) {
        String value = head.first(AUTHORIZATION);
        return value != null && value.startsWith(BEARER) && head.count(AUTHORIZATION) == 1
                ? tokens.remembered(value.substring(BEARER.length()))
                : null;
    }
}
