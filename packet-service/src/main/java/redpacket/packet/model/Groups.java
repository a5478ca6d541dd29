package redpacket.packet.model;

import java.util.List;
import java.util.Optional;
import redpacket.common.id.UserId;

/** The known members of chat groups. */
@FunctionalInterface
public interface Groups {
    /** Empty for a group that is not known. */
    Optional<List<UserId>> membersOf(long groupId);
}
