package redpacket.gateway.head;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import redpacket.gateway.admit.AdmitAtOnce;
import redpacket.gateway.admit.RequestHead;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.AnswersAtOnce;
import redpacket.gateway.answer.CountAnswers;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;

/**
 * Begins to answer a request from its head alone, where that can be: refused by a barrier or by the user's rate, or a
 * call without a body that is answered here or by an owner RPC. Every other request goes the long way.
 *
 * <p>A process that ends begins nothing more here, and waits for what is under way before the web server closes
 * connections: that knows its own requests only.
 */
final class AnswerFromHead implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFromHead.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final AdmitAtOnce edge;
    private final List<AnswersAtOnce> answers;
    private final CountAnswers count;
    private final HeadSettings settings;
    private final Counter counter;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean open;

    AnswerFromHead(
            AdmitAtOnce edge,
            List<AnswersAtOnce> answers,
            CountAnswers count,
            HeadSettings settings,
            MeterRegistry meters) {
        this.edge = edge;
        this.answers = List.copyOf(answers);
        this.count = count;
        this.settings = settings;
        this.counter = Counter.builder("redpacket.gateway.head.answers")
                .description("Requests answered from their heads, before the web framework")
                .register(meters);
    }

    /** The call that this head begins, not started yet; null where the request has to go the long way. */
    @Nullable
    HeadCall begin(RequestHead head) {
        AdmitAtOnce.Admission admission = open ? admit(head) : null;
        if (admission == null) {
            return null;
        }
        if (admission.refused() == null) {
            // Counted first and looked again after: whoever ends the process sees the one or the other.
            underWay.incrementAndGet();
            if (!open) {
                left(admission.request());
                return null;
            }
        }
        return new HeadCall(this, admission);
    }

    private AdmitAtOnce.@Nullable Admission admit(RequestHead head) {
        try {
            return edge.admit(head, call -> of(call) != null);
        } catch (RuntimeException e) {
            LOG.error("a head could not be judged; its request goes the long way", e);
            return null;
        }
    }

    private @Nullable AnswersAtOnce of(Call call) {
        for (AnswersAtOnce some : answers) {
            if (some.serves(call)) {
                return some;
            }
        }
        return null;
    }

    Mono<Answer> answer(AdmittedRequest request) {
        AnswersAtOnce found = of(request.call());
        return found == null
                ? Mono.error(() -> new IllegalStateException(
                        "nobody answers " + request.call().name() + " any more"))
                : found.answer(request);
    }

    /** A call that was let in has its answer, or nobody waits for it. */
    void left(AdmittedRequest request) {
        underWay.decrementAndGet();
        edge.left(request);
    }

    void count(AdmittedRequest request, Answer answer) {
        counter.increment();
        count.count(request.call().name(), answer, request.begunNanos());
    }

    @Override
    public void start() {
        open = settings.on();
    }

    @Override
    public void stop() {
        open = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.drainMillisMax());
        while (underWay.get() > 0 && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
