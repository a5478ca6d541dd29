package redpacket.account.charge;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;

/** Called by packet-service alone: the price of a packet, and the guarantee that a charge never lands. */
@RestController
@RequestMapping("/internal/v1/charges")
final class ChargeEndpoint {
    private final Ledger ledger;
    private final PacketIdCodec codec;

    ChargeEndpoint(Ledger ledger, PacketIdCodec codec) {
        this.ledger = ledger;
        this.codec = codec;
    }

    @PostMapping
    ChargeAnswer charge(@RequestBody ChargeRequest request) {
        PacketId packet = packet(request.packetId());
        LedgerOutcome outcome = ledger.post(valid(() -> new LedgerCommand.Charge(
                UserId.of(request.senderId()),
                Fen.of(request.totalFen()),
                packet,
                request.packetId(),
                request.idempotencyKey(),
                request.requestHash(),
                Trace.currentId())));
        return switch (outcome) {
            case LedgerOutcome.Done ignored -> new ChargeAnswer("CHARGED", request.packetId());
            case LedgerOutcome.Replayed ignored -> new ChargeAnswer("CHARGED", request.packetId());
            case LedgerOutcome.Bound bound -> new ChargeAnswer("BOUND", bound.packetText());
            case LedgerOutcome.KeyReused ignored -> new ChargeAnswer("KEY_REUSED", null);
            case LedgerOutcome.UserFrozen ignored -> new ChargeAnswer("USER_FROZEN", null);
            case LedgerOutcome.InsufficientBalance ignored -> new ChargeAnswer("INSUFFICIENT_BALANCE", null);
            case LedgerOutcome.DailyLimitReached ignored ->
                new ChargeAnswer("DAILY_LIMIT_REACHED", null, ledger.dayZone().getId());
            case LedgerOutcome.Voided ignored -> new ChargeAnswer("VOIDED", null);
            case LedgerOutcome.AlreadyCharged ignored -> throw new IllegalStateException("a charge voids nothing");
            case LedgerOutcome.Poison poison -> throw new IllegalStateException(poison.why());
        };
    }

    @PostMapping("/{packetId}/void")
    ChargeAnswer voidCharge(@PathVariable("packetId") String packetId, @RequestBody VoidRequest request) {
        PacketId packet = packet(packetId);
        LedgerOutcome outcome = ledger.post(valid(() ->
                new LedgerCommand.VoidCharge(UserId.of(request.senderId()), packet, packetId, Trace.currentId())));
        return switch (outcome) {
            case LedgerOutcome.Voided ignored -> new ChargeAnswer("VOIDED", packetId);
            case LedgerOutcome.AlreadyCharged ignored -> new ChargeAnswer("CHARGED", packetId);
            case LedgerOutcome.Done ignored -> throw new IllegalStateException("a void moves nothing");
            case LedgerOutcome.Replayed ignored -> throw new IllegalStateException("a void moves nothing");
            case LedgerOutcome.Bound ignored -> throw new IllegalStateException("a void has no key");
            case LedgerOutcome.KeyReused ignored -> throw new IllegalStateException("a void has no key");
            case LedgerOutcome.UserFrozen ignored -> throw new IllegalStateException("a void costs nothing");
            case LedgerOutcome.InsufficientBalance ignored -> throw new IllegalStateException("a void costs nothing");
            case LedgerOutcome.DailyLimitReached ignored -> throw new IllegalStateException("a void sends nothing");
            case LedgerOutcome.Poison poison -> throw new IllegalStateException(poison.why());
        };
    }

    private PacketId packet(String text) {
        return codec.decode(text).orElseThrow(Problem::notFound);
    }

    /** 400 for a command that cannot exist. */
    private static LedgerCommand valid(Supplier<LedgerCommand> command) {
        try {
            return command.get();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("INVALID_REQUEST", String.valueOf(e.getMessage()));
        }
    }

    record ChargeRequest(String packetId, long senderId, long totalFen, String idempotencyKey, String requestHash) {
        ChargeRequest {
            // A field that is not there arrives as null; empty is refused further on.
            packetId = Objects.requireNonNullElse(packetId, "");
            idempotencyKey = Objects.requireNonNullElse(idempotencyKey, "");
            requestHash = Objects.requireNonNullElse(requestHash, "");
        }
    }

    record VoidRequest(long senderId) {}

    /** @param zone the time zone of the day whose limit is reached */
    record ChargeAnswer(
            String outcome,
            @Nullable String packetId,
            @Nullable String zone) {
        ChargeAnswer(String outcome, @Nullable String packetId) {
            this(outcome, packetId, null);
        }
    }
}
