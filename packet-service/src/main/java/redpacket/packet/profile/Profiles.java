package redpacket.packet.profile;

import java.util.Collection;
import java.util.Map;
import redpacket.common.id.SetId;

/** What is known of users' faces. Never late, sometimes thin: who is not known, or cannot be asked for, is left out. */
public interface Profiles {
    Map<Long, Profile> of(SetId set, Collection<Long> users);
}
