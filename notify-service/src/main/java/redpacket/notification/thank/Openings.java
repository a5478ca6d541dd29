package redpacket.notification.thank;

import redpacket.common.id.UserId;

/** Whether a user has opened a packet. */
@FunctionalInterface
interface Openings {
    Opening of(String packetId, UserId user);
}
