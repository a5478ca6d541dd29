package redpacket.grab.open;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import redpacket.common.id.PacketId;
import redpacket.grab.model.Pass;

/** The passes of packets of campaigns. */
interface Passes {
    /** Empty for a user that neither won a prize of the packet nor had it shared with. Does not block. */
    CompletionStage<Optional<Pass>> find(PacketId packet, long userId);
}
