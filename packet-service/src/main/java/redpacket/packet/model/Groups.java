package redpacket.packet.model;

import java.util.List;
import java.util.Optional;
import redpacket.common.id.UserId;

/** Who is in a chat group now, as far as is known. */
@FunctionalInterface
public interface Groups {
    /** Empty for a group that is not known. */
    Optional<List<UserId>> membersOf(long groupId);
}
