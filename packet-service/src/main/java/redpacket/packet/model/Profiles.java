package redpacket.packet.model;

import java.util.Collection;
import java.util.Map;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;

/** Known names and avatars. Never throws: a name that cannot be read is left out. */
@FunctionalInterface
public interface Profiles {
    Map<UserId, Profile> of(SetId set, Collection<UserId> users);
}
