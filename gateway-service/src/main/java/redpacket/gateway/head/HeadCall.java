package redpacket.gateway.head;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import redpacket.gateway.admit.AdmitAtOnce.Admission;
import redpacket.gateway.admit.Failures;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * A call from its head to its answer.
 *
 * <p>INVARIANT: what it took it gives back once: with its answer, or when its client has gone.
 */
final class HeadCall implements CoreSubscriber<Answer> {
    private final AnswerFromHead from;
    private final Admission admission;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Listener listener;
    private volatile @Nullable Subscription subscription;

    HeadCall(AnswerFromHead from, Admission admission) {
        this.from = from;
        this.admission = admission;
    }

    /** Hears the answer, once, on any thread; before start returns where it was there at once. */
    interface Listener {
        void answered(HeadCall call, Answer answer);
    }

    void start(Listener hears) {
        listener = hears;
        Answer refused = admission.refused();
        if (refused == null) {
            Mono<Answer> answer;
            try {
                answer = from.answer(admission.request());
            } catch (RuntimeException e) {
                onError(e);
                return;
            }
            answer.subscribe(this);
        } else {
            ended.set(true);
            tell(refused);
        }
    }

    /** The client has gone. */
    void cancel() {
        if (ended.compareAndSet(false, true)) {
            Subscription running = subscription;
            if (running != null) {
                running.cancel();
            }
            from.left(admission.request());
        }
    }

    AdmittedRequest request() {
        return admission.request();
    }

    String rateLimitPolicy() {
        return admission.rateLimitPolicy();
    }

    String rateLimit() {
        return admission.rateLimit();
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Answer answer) {
        end(answer);
    }

    @Override
    public void onError(Throwable failure) {
        end(Failures.answer(admission.request().call(), admission.request().traceId(), failure));
    }

    @Override
    public void onComplete() {
        if (!ended.get()) {
            onError(new IllegalStateException("a call ended without an answer"));
        }
    }

    private void end(Answer answer) {
        if (ended.compareAndSet(false, true)) {
            from.left(admission.request());
            tell(answer);
        }
    }

    private void tell(Answer answer) {
        from.count(admission.request(), answer);
        Listener hears = listener;
        if (hears != null) {
            hears.answered(this, answer);
        }
    }
}
