package redpacket.packet.deal;

import java.util.Collection;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;

/** What opening looks at, in the sets. Every call bears being repeated. */
interface Grants {
    /** The winner may open the prize, and hears of it: one transaction. */
    void grant(Prizes.Grant grant);

    /** Adds to the audience of a seed; false where the packet is none that this user has won. */
    boolean share(PacketId packet, UserId winner, Collection<UserId> users);
}
