package redpacket.packet.model;

import java.util.Collection;
import java.util.Map;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

/** Names and avatars, as far as they are known. Never throws: a name that is not to be had is left out. */
@FunctionalInterface
public interface Profiles {
    Map<UserId, Profile> of(SetId set, Collection<UserId> users);
}
