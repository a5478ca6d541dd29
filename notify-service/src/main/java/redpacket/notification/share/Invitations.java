package redpacket.notification.share;

import java.util.Collection;
import redpacket.common.id.UserId;

/** Whether a user may tell others of a packet; packet-service knows. */
@FunctionalInterface
interface Invitations {
    enum Outcome {
        INVITED,
        NOT_FOUND,
        UNKNOWN
    }

    Outcome invite(String packetId, UserId caller, Collection<Long> people);
}
