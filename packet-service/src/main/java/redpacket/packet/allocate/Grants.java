package redpacket.packet.allocate;

import java.util.Collection;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;

/** Winners and audiences in the sets, where an open reads them. Every call may be repeated. */
interface Grants {
    /** Lets the winner open the prize and sends a message, in one transaction. */
    void grant(Prizes.Grant grant);

    /** Adds users to the audience of a seed; false where this user has not won the packet. */
    boolean share(PacketId packet, UserId winner, Collection<UserId> users);
}
