package redpacket.packet.view;

import java.util.Map;
import java.util.Set;
import redpacket.common.id.UserId;

/** The thanks of openers. */
@FunctionalInterface
interface Thanks {
    /** The texts that are known; a user without thanks, or whose thanks cannot be had, is absent. */
    Map<UserId, String> of(String packetId, Set<UserId> openers);
}
