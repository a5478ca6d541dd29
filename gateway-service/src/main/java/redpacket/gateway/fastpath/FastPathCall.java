package redpacket.gateway.fastpath;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import redpacket.gateway.admit.Failures;
import redpacket.gateway.admit.Outcome;
import redpacket.gateway.admit.RateHeaders;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;

/**
 * A call of the fast path, from its head to its answer.
 *
 * <p>INVARIANT: it gives back once what the admission took: with its answer, or when its client has gone.
 */
final class FastPathCall implements CoreSubscriber<Answer> {
    private final FastPath from;
    private final Outcome outcome;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Listener listener;
    private volatile @Nullable Subscription subscription;

    FastPathCall(FastPath from, Outcome outcome) {
        this.from = from;
        this.outcome = outcome;
    }

    /** Gets the answer once, on any thread; before start returns if the answer is there at once. */
    interface Listener {
        void answered(FastPathCall call, Answer answer);
    }

    void start(Listener hears) {
        listener = hears;
        switch (outcome) {
            case Outcome.Refuse refuse -> {
                ended.set(true);
                tell(refuse.answer());
            }
            case Outcome.AnswerAtOnce atOnce -> {
                Mono<Answer> answer;
                try {
                    answer = atOnce.answers().answer(atOnce.request());
                } catch (RuntimeException e) {
                    onError(e);
                    return;
                }
                answer.subscribe(this);
            }
            case Outcome.Route ignored -> throw new IllegalStateException("the fast path has no routes");
        }
    }

    /** The client has gone. */
    void cancel() {
        if (ended.compareAndSet(false, true)) {
            Subscription running = subscription;
            if (running != null) {
                running.cancel();
            }
            leave();
        }
    }

    private @Nullable AdmittedRequest request() {
        return outcome instanceof Outcome.AnswerAtOnce atOnce ? atOnce.request() : null;
    }

    private void leave() {
        AdmittedRequest request = request();
        if (request != null) {
            from.left(request);
        }
    }

    String traceId() {
        AdmittedRequest request = request();
        return request != null ? request.traceId() : outcome instanceof Outcome.Refuse refuse ? refuse.traceId() : "";
    }

    @Nullable
    RateHeaders rate() {
        return outcome instanceof Outcome.AnswerAtOnce atOnce
                ? atOnce.rate()
                : outcome instanceof Outcome.Refuse refuse ? refuse.rate() : null;
    }

    /** Further headers of the answer. */
    Map<String, String> headers() {
        return outcome instanceof Outcome.Refuse refuse ? refuse.headers() : Map.of();
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
        AdmittedRequest request = request();
        if (request != null) {
            end(Failures.answer(request.call(), request.traceId(), failure));
        }
    }

    @Override
    public void onComplete() {
        if (!ended.get()) {
            onError(new IllegalStateException("a call ended without an answer"));
        }
    }

    private void end(Answer answer) {
        if (ended.compareAndSet(false, true)) {
            leave();
            tell(answer);
        }
    }

    private void tell(Answer answer) {
        AdmittedRequest request = request();
        if (request != null) {
            from.count(request.call().name(), answer, request.begunNanos());
        } else if (outcome instanceof Outcome.Refuse refuse) {
            from.count(refuse.call(), answer, refuse.begunNanos());
        }
        Listener hears = listener;
        if (hears != null) {
            hears.answered(this, answer);
        }
    }
}
