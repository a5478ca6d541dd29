package redpacket.account.charge;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.model.Ledger;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;

/** Called by packet-service alone: the budget of a campaign, packet by packet, all in one transaction. */
@RestController
@RequestMapping("/internal/v1/campaign-charges")
final class CampaignChargeEndpoint {
    private final Ledger ledger;
    private final PacketIdCodec codec;

    CampaignChargeEndpoint(Ledger ledger, PacketIdCodec codec) {
        this.ledger = ledger;
        this.codec = codec;
    }

    @PostMapping
    ChargeAnswer charge(@RequestBody ChargeRequest request) {
        return switch (ledger.post(command(request))) {
            case LedgerOutcome.Done ignored -> new ChargeAnswer("CHARGED");
            case LedgerOutcome.Replayed ignored -> new ChargeAnswer("CHARGED");
            case LedgerOutcome.UserFrozen ignored -> new ChargeAnswer("USER_FROZEN");
            case LedgerOutcome.InsufficientBalance ignored -> new ChargeAnswer("INSUFFICIENT_BALANCE");
            case LedgerOutcome.Voided ignored -> new ChargeAnswer("VOIDED");
            case LedgerOutcome.Bound ignored -> throw new IllegalStateException("a campaign has no key here");
            case LedgerOutcome.KeyReused ignored -> throw new IllegalStateException("a campaign has no key here");
            case LedgerOutcome.DailyLimitReached ignored -> throw new IllegalStateException("campaigns have no limit");
            case LedgerOutcome.AlreadyCharged ignored -> throw new IllegalStateException("a charge voids nothing");
            case LedgerOutcome.Poison poison -> throw new IllegalStateException(poison.why());
        };
    }

    private LedgerCommand command(ChargeRequest request) {
        try {
            return new LedgerCommand.FundCampaign(
                    UserId.of(request.sponsorId()),
                    request.packets().stream().map(this::price).toList(),
                    Trace.currentId());
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("INVALID_REQUEST", String.valueOf(e.getMessage()));
        }
    }

    private LedgerCommand.PacketPrice price(PacketPriceRequest packet) {
        return new LedgerCommand.PacketPrice(
                codec.decode(packet.packetId()).orElseThrow(Problem::notFound),
                packet.packetId(),
                Fen.of(packet.totalFen()));
    }

    record ChargeRequest(long sponsorId, List<PacketPriceRequest> packets) {
        ChargeRequest {
            packets = List.copyOf(Objects.requireNonNullElse((@Nullable List<PacketPriceRequest>) packets, List.of()));
        }
    }

    record PacketPriceRequest(String packetId, long totalFen) {
        PacketPriceRequest {
            packetId = Objects.requireNonNullElse((@Nullable String) packetId, "");
        }
    }

    record ChargeAnswer(String outcome) {}
}
