package redpacket.grab.open;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Failures;
import redpacket.grab.lane.LaneUnavailableException;
import redpacket.grab.model.OpenOutcome;

/** Runs a grab or an open for both protocols, counts its outcome, and encodes the answer. */
@Component
final class AnswerCalls {
    private final OpenPacket openPacket;
    private final GrabPacket grabPacket;
    private final OpenCounters counters;
    private final Failures failures;

    AnswerCalls(OpenPacket openPacket, GrabPacket grabPacket, OpenCounters counters, Failures failures) {
        this.openPacket = openPacket;
        this.grabPacket = grabPacket;
        this.counters = counters;
        this.failures = failures;
    }

    /** Does not block. The stage always completes with an answer, on any thread. */
    CompletionStage<OpenAnswer> answer(Verb verb, OpenCommand command) {
        return stage(() -> verb == Verb.OPEN ? openPacket.open(command) : grabPacket.grab(command))
                .handle((outcome, failure) -> {
                    if (failure != null) {
                        return OpenAnswer.of(problemOf(failure, command.traceId()));
                    }
                    counters.count(verb, outcome);
                    return OpenAnswer.of(verb, outcome);
                });
    }

    private static CompletionStage<OpenOutcome> stage(Supplier<CompletionStage<OpenOutcome>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Problem problemOf(Throwable failure, String traceId) {
        String before = Trace.currentId();
        Trace.begin(traceId);
        try {
            return problemOf(failure, failures);
        } finally {
            if (before.equals(Trace.NONE)) {
                Trace.end();
            } else {
                Trace.begin(before);
            }
        }
    }

    /** A lane that cannot take the request, and an outcome that is late, are 503. */
    static Problem problemOf(Throwable failure, Failures failures) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof LaneUnavailableException || cause instanceof TimeoutException) {
            return OpenAnswer.unavailable();
        }
        return failures.problemOf(cause instanceof Exception known ? known : new IllegalStateException(cause));
    }
}
