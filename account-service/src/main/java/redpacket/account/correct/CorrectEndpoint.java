package redpacket.account.correct;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.audit.Reason;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;

/** Corrections, for operators. */
@RestController
@RequestMapping("/internal/v1/corrections")
final class CorrectEndpoint {
    private static final long FEN_MAX = 100_000_000_000L;

    private final CorrectWallet correct;

    CorrectEndpoint(CorrectWallet correct) {
        this.correct = correct;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RequestedAnswer request(
            UserId operator,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody CorrectionRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        UserId user = UserId.parse(request.userId() == null ? "" : request.userId())
                .orElseThrow(() -> Problem.invalid("INVALID_USER", "userId is the id of a user."));
        Long fen = request.amountFen();
        if (fen == null || fen == 0 || fen < -FEN_MAX || fen > FEN_MAX) {
            throw Problem.invalid("INVALID_AMOUNT", "amountFen is not 0, and at most " + FEN_MAX + " either way.");
        }
        Correction correction =
                correct.request(operator, idempotencyKey.value(), user, Fen.of(fen), Reason.required(request.reason()));
        return new RequestedAnswer(correction.correctionId(), Correction.State.PENDING);
    }

    @PostMapping("/{correctionId}/approval")
    CorrectionAnswer approve(
            UserId operator,
            @PathVariable("correctionId") String correctionId,
            @RequestBody(required = false) @Nullable Reason request) {
        return CorrectionAnswer.of(correct.approve(operator, correctionId, Reason.of(request)));
    }

    /** The newest hundred. */
    @GetMapping
    CorrectionsAnswer newest() {
        return new CorrectionsAnswer(
                correct.newest().stream().map(CorrectionAnswer::of).toList());
    }

    record CorrectionRequest(
            @Nullable String userId,
            @Nullable Long amountFen,
            @Nullable String reason) {}

    record RequestedAnswer(String correctionId, Correction.State state) {}

    record CorrectionsAnswer(List<CorrectionAnswer> items) {}

    record CorrectionAnswer(
            String correctionId,
            Correction.State state,
            String userId,
            long amountFen,
            String reason,
            String requestedBy,
            Instant requestedAt,
            @Nullable String approvedBy,
            @Nullable Instant approvedAt) {
        static CorrectionAnswer of(Correction correction) {
            Long approvedBy = correction.approvedBy();
            return new CorrectionAnswer(
                    correction.correctionId(),
                    correction.state(),
                    Long.toString(correction.userId()),
                    correction.amountFen(),
                    correction.reason(),
                    Long.toString(correction.requestedBy()),
                    correction.requestedAt(),
                    approvedBy == null ? null : Long.toString(approvedBy),
                    correction.approvedAt());
        }
    }
}
