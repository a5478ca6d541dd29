package redpacket.account.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerUnavailableException;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;

class CorrectWalletTest {
    private static final UserId FIRST = UserId.of(11);
    private static final UserId SECOND = UserId.of(12);
    private static final UserId USER = UserId.of(7);

    private final Map<String, Correction> stored = new LinkedHashMap<>();
    private final List<LedgerCommand> posted = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private LedgerOutcome outcome = new LedgerOutcome.Done("correction-c1", Fen.of(5));
    private boolean answerIsLost;
    private int ids;

    private final CorrectWallet correct = new CorrectWallet(
            new InMemory(),
            new FakeLedger(),
            (operator, action, subject, detail, reason) -> audited.add(operator + " " + action + " " + reason),
            () -> "c" + ++ids,
            Clock.fixed(Instant.parse("2026-02-16T12:00:00Z"), ZoneOffset.UTC));

    private static void assertRefused(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.body())
                                .containsEntry("status", status)
                                .containsEntry("code", code));
    }

    @Test
    void nothingMovesBeforeASecondOperatorApproves() {
        correct.request(FIRST, "k", USER, Fen.of(5), "lost");
        assertRefused(() -> correct.approve(FIRST, "c1", null), 403, "SAME_OPERATOR");
        assertThat(posted).isEmpty();
        assertThat(correct.approve(SECOND, "c1", "checked").approvedBy()).isEqualTo(12L);
        assertThat(posted).containsExactly(new LedgerCommand.Correction(USER, Fen.of(5), "c1", ""));
        assertThat(audited).containsExactly("11 CORRECTION_REQUESTED lost", "12 CORRECTION_APPROVED checked");
    }

    @Test
    void aKeyStandsForOneCorrection() {
        assertThat(correct.request(FIRST, "k", USER, Fen.of(5), "lost").correctionId())
                .isEqualTo("c1");
        assertThat(correct.request(FIRST, "k", USER, Fen.of(5), "lost").correctionId())
                .isEqualTo("c1");
        assertRefused(() -> correct.request(FIRST, "k", USER, Fen.of(6), "lost"), 422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(correct.request(SECOND, "k", USER, Fen.of(6), "lost").correctionId())
                .isEqualTo("c4");
    }

    @Test
    void anApprovalWhoseAnswerWasLostIsRepeatedUnderTheSameTransfer() {
        correct.request(FIRST, "k", USER, Fen.of(5), "lost");
        answerIsLost = true;
        assertThatThrownBy(() -> correct.approve(SECOND, "c1", null)).isInstanceOf(LedgerUnavailableException.class);
        answerIsLost = false;
        outcome = new LedgerOutcome.Replayed("correction-c1", Fen.of(5));
        assertThat(correct.approve(SECOND, "c1", null).state()).isEqualTo(Correction.State.APPLIED);
        assertThat(correct.approve(UserId.of(13), "c1", null).approvedBy()).isEqualTo(12L);
        assertThat(posted).hasSize(2).allMatch(command -> command.transferId().equals("correction-c1"));
    }

    @Test
    void aWalletThatWouldGoBelowZeroLeavesTheCorrectionPending() {
        correct.request(FIRST, "k", USER, Fen.of(-5), "lost");
        outcome = new LedgerOutcome.InsufficientBalance();
        assertRefused(() -> correct.approve(SECOND, "c1", null), 402, "INSUFFICIENT_BALANCE");
        assertThat(correct.newest()).extracting(Correction::state).containsExactly(Correction.State.PENDING);
        assertRefused(() -> correct.approve(SECOND, "c9", null), 404, "NOT_FOUND");
    }

    private final class FakeLedger implements Ledger {
        @Override
        public void requireLeading(UserId user) {}

        @Override
        public LedgerOutcome post(LedgerCommand command) {
            posted.add(command);
            if (answerIsLost) {
                throw new LedgerUnavailableException("no outcome in time");
            }
            return outcome;
        }

        @Override
        public List<LedgerOutcome> postAll(List<? extends LedgerCommand> commands, Duration atMost) {
            return commands.stream().map(this::post).toList();
        }

        @Override
        public ZoneId dayZone() {
            return ZoneOffset.UTC;
        }
    }

    private final class InMemory implements Corrections {
        @Override
        public Correction keepFirst(Correction correction) {
            return stored.values().stream()
                    .filter(kept -> kept.requestedBy() == correction.requestedBy()
                            && kept.idempotencyKey().equals(correction.idempotencyKey()))
                    .findFirst()
                    .orElseGet(() -> {
                        stored.put(correction.correctionId(), correction);
                        return correction;
                    });
        }

        @Override
        public Optional<Correction> find(String correctionId) {
            return Optional.ofNullable(stored.get(correctionId));
        }

        @Override
        public void applied(String correctionId, long operator, Instant at) {
            stored.computeIfPresent(
                    correctionId,
                    (id, it) -> new Correction(
                            id,
                            it.userId(),
                            it.amountFen(),
                            it.reason(),
                            Correction.State.APPLIED,
                            it.requestedBy(),
                            it.requestedAt(),
                            it.idempotencyKey(),
                            operator,
                            at));
        }

        @Override
        public List<Correction> newest(int limit) {
            return List.copyOf(stored.values());
        }
    }
}
