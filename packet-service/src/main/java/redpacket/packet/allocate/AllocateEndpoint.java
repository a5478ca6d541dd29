package redpacket.packet.allocate;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** Leases of prizes and wins, for gateways; the audience of a seed, for its winner. */
@RestController
final class AllocateEndpoint {
    private static final int HOLDER_LENGTH_MAX = 96;

    private final AllocatePrizes allocate;
    private final WinPrize win;
    private final Grants grants;
    private final PacketIdCodec codec;
    private final AllocateSettings settings;

    AllocateEndpoint(
            AllocatePrizes allocate, WinPrize win, Grants grants, PacketIdCodec codec, AllocateSettings settings) {
        this.allocate = allocate;
        this.win = win;
        this.grants = grants;
        this.codec = codec;
        this.settings = settings;
    }

    @PostMapping("/internal/v1/prizes/lease")
    LeaseAnswer lease(@RequestBody LeaseRequest request) {
        int most = 2 * settings.heldPrizesMax();
        if (request.holds().size() > most || request.doubted().size() > most) {
            throw Problem.invalid("INVALID_REQUEST", "No gateway holds that many prizes.");
        }
        AllocatePrizes.Allocation allocated =
                allocate.allocate(holder(request.holder()), numbers(request.holds()), numbers(request.doubted()));
        Set<Long> lost = new HashSet<>(allocated.lost());
        return new LeaseAnswer(
                allocated.leaseMillis(),
                allocated.campaigns().stream().map(this::answer).toList(),
                request.holds().stream()
                        .filter(text -> lost.contains(prize(text).number()))
                        .toList());
    }

    private CampaignAnswer answer(AllocatePrizes.CampaignAllocation campaign) {
        return new CampaignAnswer(
                Long.toString(campaign.campaignId()),
                campaign.sponsor(),
                campaign.endsAfterMillis(),
                campaign.prizes().stream().map(this::answer).toList());
    }

    private PrizeAnswer answer(AllocatePrizes.AllocatedPrize allocated) {
        Prizes.Prize prize = allocated.prize();
        SetId set = new SetId(prize.setId());
        return new PrizeAnswer(
                codec.encode(new PacketId(set, prize.prizeId())),
                codec.encode(new PacketId(set, prize.packetId())),
                prize.amountFen() == null ? prize.shareCount() : null,
                allocated.dueAfterMillis());
    }

    @PostMapping("/internal/v1/prizes/{prizeId}/win")
    WinAnswer win(@PathVariable("prizeId") String prizeId, @RequestBody WinRequest request) {
        WinOutcome outcome = win.win(
                holder(request.holder()),
                prize(prizeId).number(),
                user(request.userId()).value());
        return new WinAnswer(
                switch (outcome) {
                    case WinOutcome.NotHeld ignored -> "NOT_HELD";
                    case WinOutcome.CapReached ignored -> "CAP_REACHED";
                    case WinOutcome.SamePacket ignored -> "SAME_PACKET";
                    case WinOutcome.Won ignored -> "WON";
                });
    }

    /** Durable when answered. Other users than the winner of the seed get 404. */
    @PostMapping("/internal/v1/packets/{packetId}/audience")
    AudienceAnswer addAudience(@PathVariable("packetId") String packetId, @RequestBody AudienceRequest request) {
        if (request.userIds().isEmpty() || request.userIds().size() > settings.grantsMax()) {
            throw Problem.invalid("INVALID_USERS", "userIds are 1 to " + settings.grantsMax() + ".");
        }
        PacketId packet = codec.decode(packetId).orElseThrow(Problem::notFound);
        List<UserId> users = request.userIds().stream()
                .map(AllocateEndpoint::user)
                .distinct()
                .sorted()
                .toList();
        if (!grants.share(packet, user(request.winnerId()), users)) {
            throw Problem.notFound();
        }
        return new AudienceAnswer(users.size());
    }

    private Set<Long> numbers(List<String> prizes) {
        Set<Long> numbers = new HashSet<>();
        prizes.forEach(text -> numbers.add(prize(text).number()));
        return numbers;
    }

    private PacketId prize(String text) {
        return codec.decode(text).orElseThrow(Problem::notFound);
    }

    private static UserId user(String text) {
        return UserId.parse(text)
                .orElseThrow(() -> Problem.invalid("INVALID_USERS", "A user id is a decimal number, as a string."));
    }

    private static String holder(String holder) {
        if (holder.isBlank() || holder.length() > HOLDER_LENGTH_MAX) {
            throw Problem.invalid("INVALID_REQUEST", "holder names one run of a gateway.");
        }
        return holder;
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }

    private static List<String> list(@Nullable List<String> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    record LeaseRequest(String holder, List<String> holds, List<String> doubted) {
        LeaseRequest {
            holder = text(holder);
            holds = list(holds);
            doubted = list(doubted);
        }
    }

    record LeaseAnswer(long leaseMillis, List<CampaignAnswer> campaigns, List<String> lost) {}

    record CampaignAnswer(String campaignId, String sponsor, long endsAfterMillis, List<PrizeAnswer> prizes) {}

    record PrizeAnswer(
            String prizeId, String packetId, @Nullable Integer sharesToGive, long dueAfterMillis) {}

    record WinRequest(String holder, String userId) {
        WinRequest {
            holder = text(holder);
            userId = text(userId);
        }
    }

    record WinAnswer(String outcome) {}

    record AudienceRequest(String winnerId, List<String> userIds) {
        AudienceRequest {
            winnerId = text(winnerId);
            userIds = list(userIds);
        }
    }

    record AudienceAnswer(int audience) {}
}
