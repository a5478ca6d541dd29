package redpacket.grab.open;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.OpenFrame;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Failures;
import redpacket.grab.lane.LaneRequest;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a call of the owner RPC. What memory knows is answered at once, and an open that needs its lane waits on no thread;
 * only what has to ask Redis or the database first gets a thread of its own.
 */
@Component
final class AnswerCall {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MICRO = 1_000;

    private final OpenShare openShare;
    private final OpenCounters counters;
    private final Failures failures;

    AnswerCall(OpenShare openShare, OpenCounters counters, Failures failures) {
        this.openShare = openShare;
        this.counters = counters;
        this.failures = failures;
    }

    AnswerFrame tooMany(OpenFrame call) {
        return refusal(call, OpenProblems.unavailable());
    }

    /** Never blocks; the answer is told once, on any thread. */
    void answer(OpenFrame call, Consumer<AnswerFrame> told) {
        try {
            if (openShare.isDown(call.packet())) {
                told.accept(refusal(call, OpenProblems.unavailable()));
                return;
            }
            boolean opens = call.verb() == Verb.OPEN;
            OpenOutcome known = opens
                    ? openShare.openFromMemory(call.packet(), call.user())
                    : openShare.grabFromMemory(call.packet(), call.user());
            if (known != null) {
                told.accept(said(call, known, 0));
            } else if (!opens || openShare.isKnownOfCampaign(call.packet())) {
                onItsOwnThread(call, told);
            } else if (openShare.remembers(call.packet())) {
                throughTheLane(call, told);
            } else {
                askElsewhereFirst(call, told);
            }
        } catch (RuntimeException e) {
            told.accept(refusal(call, OpenProblems.of(e, failures)));
        }
    }

    /** The owner RPC's connection bounds how many there are. */
    private void onItsOwnThread(OpenFrame call, Consumer<AnswerFrame> told) {
        Thread.ofVirtual().start(() -> told.accept(afterAsking(call)));
    }

    private void askElsewhereFirst(OpenFrame call, Consumer<AnswerFrame> told) {
        var unused = openShare.askElsewhere(call.packet(), call.user()).whenComplete((outcome, failure) -> {
            try {
                if (outcome != null && outcome.isPresent()) {
                    told.accept(said(call, outcome.get(), 0));
                } else {
                    throughTheLane(call, told);
                }
            } catch (RuntimeException e) {
                told.accept(refusal(call, OpenProblems.of(e, failures)));
            }
        });
    }

    private void throughTheLane(OpenFrame call, Consumer<AnswerFrame> told) {
        LaneRequest.Open request = openShare.begin(call.packet(), call.user(), call.traceId());
        var unused = request.answer().whenComplete((outcome, failure) -> {
            if (failure != null) {
                Exception cause = failure instanceof Exception known ? known : new IllegalStateException(failure);
                told.accept(refusal(call, OpenProblems.of(cause, failures)));
            } else if (outcome instanceof OpenOutcome.Unknown && openShare.isKnownOfCampaign(call.packet())) {
                // The lane has loaded it and could not know who may open it.
                onItsOwnThread(call, told);
            } else {
                told.accept(said(call, outcome, request.waitedNanos()));
            }
        });
    }

    private AnswerFrame afterAsking(OpenFrame call) {
        Trace.begin(call.traceId());
        try {
            OpenOutcome outcome = call.verb() == Verb.OPEN
                    ? openShare.open(call.packet(), call.user(), null)
                    : openShare.grab(call.packet(), call.user());
            return said(call, outcome, 0);
        } catch (RuntimeException e) {
            return refusal(call, OpenProblems.of(e, failures));
        } finally {
            Trace.end();
        }
    }

    private AnswerFrame said(OpenFrame call, OpenOutcome outcome, long waitedNanos) {
        boolean opens = call.verb() == Verb.OPEN;
        counters.count(opens ? "open" : "grab", outcome);
        return switch (outcome) {
            case OpenOutcome.Unknown ignored -> refusal(call, Problem.notFound());
            case OpenOutcome.NotInAudience ignored -> refusal(call, OpenProblems.notInAudience());
            case OpenOutcome.WrongPassword ignored -> refusal(call, OpenProblems.wrongPassword());
            case OpenOutcome.Opened opened ->
                ok(call, opens ? OpenJson.opened(opened) : OpenJson.alreadyOpened(opened), null, waitedNanos);
            case OpenOutcome.Empty empty -> ended(call, Ending.EMPTY, empty.openToAll(), waitedNanos);
            case OpenOutcome.Expired expired -> ended(call, Ending.EXPIRED, expired.openToAll(), waitedNanos);
            case OpenOutcome.Grabbed ignored -> ok(call, OpenJson.of("GRABBED"), null, waitedNanos);
        };
    }

    private static AnswerFrame ended(OpenFrame call, Ending ending, boolean openToAll, long waitedNanos) {
        return ok(call, OpenJson.of(ending.name()), openToAll ? ending.name() : null, waitedNanos);
    }

    private static AnswerFrame ok(OpenFrame call, String json, @Nullable String ended, long waitedNanos) {
        return new AnswerFrame(
                call.number(), 200, ended, 0, (int) Math.min(Integer.MAX_VALUE, waitedNanos / MICRO), json);
    }

    private static AnswerFrame refusal(OpenFrame call, Problem problem) {
        String retryAfter = problem.retryAfterSeconds();
        return new AnswerFrame(
                call.number(),
                problem.status(),
                null,
                retryAfter == null ? 0 : Integer.parseInt(retryAfter),
                0,
                JSON.writeValueAsString(problem.body()));
    }
}
