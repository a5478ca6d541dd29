package redpacket.notification.share;

import java.util.Collection;
import redpacket.common.id.UserId;

/** Asks whether a user may share a packet, and adds the recipients to its audience where the packet needs it. */
@FunctionalInterface
interface Invitations {
    enum Outcome {
        INVITED,
        NOT_FOUND,
        UNKNOWN
    }

    Outcome invite(String packetId, UserId caller, Collection<Long> people);
}
