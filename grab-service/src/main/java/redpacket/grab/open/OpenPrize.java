package redpacket.grab.open;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.grab.lane.Lanes;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.Pass;

/** Opens a share of a packet of a campaign: its winner's prize, or one that a seed's winner shared. */
@Component
final class OpenPrize {
    private final Passes passes;

    OpenPrize(Passes passes) {
        this.passes = passes;
    }

    /** To anybody without a pass, and for a prize that is not the caller's, there is no such packet. */
    OpenOutcome open(Lanes lanes, PacketMemory memory, UserId user, @Nullable PacketId prize) {
        PacketId packet = memory.terms().packet();
        Optional<Pass> pass = pass(packet, user, prize);
        if (pass.isEmpty()) {
            return new OpenOutcome.Unknown();
        }
        OpenOutcome known = memory.answer(user.value());
        return known != null ? known : lanes.open(packet, user.value(), true, pass.get());
    }

    boolean isInvited(PacketMemory memory, UserId user) {
        return pass(memory.terms().packet(), user, null).isPresent();
    }

    private Optional<Pass> pass(PacketId packet, UserId user, @Nullable PacketId prize) {
        return passes.find(packet, user.value()).filter(pass -> prize == null || isOf(prize, packet, pass));
    }

    private static boolean isOf(PacketId prize, PacketId packet, Pass pass) {
        Long won = pass.prizeId();
        return won != null && won == prize.number() && prize.set().equals(packet.set());
    }
}
