package redpacket.grab.open;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.Pass;

/** Decides whether a user may open a packet: by its audience, or, for a packet of a campaign, by a pass. */
@Component
final class PacketAccess {
    private final Passes passes;

    PacketAccess(Passes passes) {
        this.passes = passes;
    }

    sealed interface Result {}

    record Refused(OpenOutcome outcome) implements Result {}

    /** The pass is null for a packet that a user sent. */
    record Allowed(@Nullable Pass pass) implements Result {}

    /** Completes at once for a packet that a user sent. A prize must be the user's own and of this packet. */
    CompletionStage<Result> of(PacketMemory memory, UserId user, @Nullable PacketId prize) {
        PacketTerms terms = memory.terms();
        if (terms.isOfCampaign()) {
            return passes.find(terms.packet(), user.value())
                    .thenApply(found -> found.filter(pass -> prize == null || isOf(prize, terms.packet(), pass))
                            .<Result>map(Allowed::new)
                            .orElseGet(() -> new Refused(new OpenOutcome.Unknown())));
        }
        return CompletableFuture.completedFuture(
                prize != null ? new Refused(new OpenOutcome.Unknown()) : byAudience(terms, user));
    }

    private static Result byAudience(PacketTerms terms, UserId user) {
        return switch (terms.accessOf(user.value())) {
            case NONE -> new Refused(new OpenOutcome.Unknown());
            case VISIBLE -> new Refused(new OpenOutcome.NotInAudience());
            case ALLOWED -> new Allowed(null);
        };
    }

    private static boolean isOf(PacketId prize, PacketId packet, Pass pass) {
        Long won = pass.prizeId();
        return won != null && won == prize.number() && prize.set().equals(packet.set());
    }
}
