package redpacket.gateway.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.identify.VerifyToken;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallTable;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;

/**
 * Judges a request by its head, once. The refusals, in order of precedence:
 *
 * <ol>
 *   <li>the gateway is full (503)
 *   <li>none or several hosts (400), an unknown path (404), a malformed query (400), another method (405)
 *   <li>no valid token (401), another role (403), too many requests of the user (429)
 *   <li>a malformed Idempotency-Key (400), a forged packet id (404)
 *   <li>a part that is turned off, or no room for the class of the call (503)
 * </ol>
 *
 * <p>The body is judged where it is read.
 *
 * <p>INVARIANT: {@link #judge} takes nothing for a request that it does not refuse. So the fast path can leave that
 * request to the routed path. {@link #enter} takes what the request needs.
 */
public final class Admission {
    /** The order of the filter that judges routed requests. */
    public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    private static final String BEARER = "Bearer ";
    private static final int KEY_LENGTH_MAX = 64;
    private static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");
    private static final AsciiString IDEMPOTENCY_KEY =
            AsciiString.cached(Headers.IDEMPOTENCY_KEY).toLowerCase();
    private static final AsciiString TRACE = AsciiString.cached(Trace.HEADER).toLowerCase();

    private final VerifyToken tokens;
    private final AdmitRates rates;
    private final List<Barrier> barriers;
    private final List<AnswersAtOnce> answers;
    private final PacketIdCodec codec;
    private final InFlight inFlight;
    private final Ticker ticker;

    Admission(
            VerifyToken tokens,
            AdmitRates rates,
            List<Barrier> barriers,
            List<AnswersAtOnce> answers,
            PacketIdCodec codec,
            InFlight inFlight,
            Ticker ticker) {
        this.tokens = tokens;
        this.rates = rates;
        this.barriers = List.copyOf(barriers);
        this.answers = List.copyOf(answers);
        this.codec = codec;
        this.inFlight = inFlight;
        this.ticker = ticker;
    }

    /** Whether each request has to be counted by {@link #takeOfAddress} before it is judged. */
    public boolean limitsAddresses() {
        return rates.limitsAddresses();
    }

    /** Counts a request of this address; the refusal where it asks too often. */
    Judgement.@Nullable Refused takeOfAddress(
            RequestHead head, @Nullable InetSocketAddress peer, List<String> forwardedFor) {
        Problem flood = rates.takeOfAddress(peer, forwardedFor);
        return flood == null ? null : arrival(head).refused(flood);
    }

    private Arrival arrival(RequestHead head) {
        return new Arrival(head, Trace.idFrom(head.first(TRACE)), ticker.read());
    }

    /**
     * Judges a head of this listener.
     *
     * @param verified the caller, where the token was verified for this request
     */
    public Judgement judge(RequestHead head, ListenerCalls listener, @Nullable Caller verified) {
        Arrival arrival = arrival(head);
        if (inFlight.isFull()) {
            return arrival.refused(Overload.problem());
        }
        // RFC 9112, 3.2. Of HTTP/2 it is the authority.
        if (head.hosts() != 1) {
            return arrival.refused(Problem.of(400, "INVALID_HOST", "A request has one Host."));
        }
        String target = head.target();
        if (!RequestTarget.isCanonicalPath(target)) {
            return arrival.refused(Problem.notFound());
        }
        int query = target.indexOf('?');
        if (query >= 0 && !RequestTarget.isWellFormedQuery(target)) {
            return arrival.refused(RequestTarget.malformedQuery());
        }
        String path = RequestTarget.pathOf(target);
        return switch (listener.calls().match(head.method(), path)) {
            case CallTable.Match.Found found -> identify(arrival, found, verified);
            case CallTable.Match.OtherMethod other -> arrival.otherMethod(other.allowed());
            case CallTable.Match.Unknown ignored ->
                page(arrival, listener.pages().find(path, head));
        };
    }

    private static Judgement page(Arrival arrival, Pages.@Nullable Shown page) {
        if (page == null) {
            return arrival.refused(Problem.notFound());
        }
        String method = arrival.head().method();
        return method.equals("GET") || method.equals("HEAD")
                ? arrival.answered(page.answer(), page.headers())
                : arrival.otherMethod(ListenerCalls.PAGE_METHODS);
    }

    private Judgement identify(Arrival arrival, CallTable.Match.Found found, @Nullable Caller verified) {
        if (verified != null) {
            return check(arrival, found, verified);
        }
        RequestHead head = arrival.head();
        String name = found.call().name();
        String value = head.first(AUTHORIZATION);
        if (value == null
                || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                || head.count(AUTHORIZATION) != 1) {
            return arrival.unauthenticated(name, value == null);
        }
        String token = value.substring(BEARER.length());
        Caller caller = tokens.remembered(token);
        return caller == null ? new Judgement.Unverified(token, name, arrival) : check(arrival, found, caller);
    }

    private Judgement check(Arrival arrival, CallTable.Match.Found found, Caller caller) {
        Call call = found.call();
        RequestHead head = arrival.head();
        if (call.role() == Role.OPS && caller.role() != Role.OPS) {
            return arrival.refused(call.name(), Problem.of(403, "FORBIDDEN", "This call is for operators."), null);
        }
        AtomicLong bucket = rates.bucketOfUser(caller.user().value());
        AdmitRates.Refusal tooOften = rates.lacking(bucket);
        if (tooOften != null) {
            return arrival.refused(call.name(), tooOften.problem(), tooOften.headers());
        }
        String key = head.first(IDEMPOTENCY_KEY);
        if (key != null && takesKey(call) && (head.count(IDEMPOTENCY_KEY) > 1 || isMalformedKey(key))) {
            return takesOne(
                    arrival,
                    call,
                    bucket,
                    Problem.invalid("INVALID_IDEMPOTENCY_KEY", "Send one Idempotency-Key of 1 to 64 of A-Za-z0-9_-."));
        }
        String packetText = call.namesPacket() ? found.variables().getFirst() : "";
        PacketId packet = call.namesPacket() ? codec.decode(packetText).orElse(null) : null;
        if (call.namesPacket() && packet == null) {
            return takesOne(arrival, call, bucket, Problem.notFound());
        }
        AdmittedRequest request =
                new AdmittedRequest(call, caller, packet, packetText, key, arrival.traceId(), arrival.begunNanos());
        AnswersAtOnce atOnce = head.announcesBody() ? null : answersOf(request);
        return new Judgement.Admissible(request, bucket, atOnce, atOnce == null && wouldStop(request));
    }

    /** A refusal that costs the user one request. */
    private Judgement takesOne(Arrival arrival, Call call, AtomicLong bucket, Problem problem) {
        return arrival.refused(call.name(), problem, rates.take(bucket));
    }

    private static boolean takesKey(Call call) {
        return call.method().equals("POST") && !call.callClass().needsNoKey();
    }

    private static boolean isMalformedKey(String key) {
        boolean wellFormed = key.length() <= KEY_LENGTH_MAX;
        for (int i = 0; i < key.length() && wellFormed; i++) {
            char c = key.charAt(i);
            wellFormed = RequestTarget.isLetterOrDigit(c) || c == '-' || c == '_';
        }
        return !wellFormed;
    }

    private @Nullable AnswersAtOnce answersOf(AdmittedRequest request) {
        for (AnswersAtOnce some : answers) {
            if (some.serves(request)) {
                return some;
            }
        }
        return null;
    }

    /** Takes what the request needs; the outcome says whether it got that. */
    public Outcome enter(Judgement.Admissible admissible) {
        AdmittedRequest request = admissible.request();
        if (!inFlight.enter()) {
            return refuse(request, Answer.of(Overload.problem()), null);
        }
        boolean goesOn = false;
        try {
            RateHeaders rate = rates.take(admissible.bucket());
            if (rate == null) {
                AdmitRates.Refusal tooOften = rates.refusal(admissible.bucket());
                return refuse(request, Answer.of(tooOften.problem()), tooOften.headers());
            }
            Answer stopped = stop(request);
            if (stopped != null) {
                return refuse(request, stopped, rate);
            }
            goesOn = true;
            AnswersAtOnce atOnce = admissible.answers();
            return atOnce == null ? new Outcome.Route(request, rate) : new Outcome.AnswerAtOnce(request, atOnce, rate);
        } finally {
            if (!goesOn) {
                inFlight.leave();
            }
        }
    }

    /** A request that was let in is answered, or its client has gone. */
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

    private static Outcome.Refuse refuse(AdmittedRequest request, Answer answer, @Nullable RateHeaders rate) {
        return new Outcome.Refuse(
                request.call().name(), answer, Map.of(), rate, request.traceId(), request.begunNanos());
    }
}
