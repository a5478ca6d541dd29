package redpacket.packet.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;

/**
 * The users that may take part.
 *
 * @param users of LINK none; of GROUP its members when it was sent, and none until they are known
 * @param groupId of an audience of kind GROUP
 */
public record Audience(
        AudienceKind kind, List<UserId> users, @Nullable Long groupId) {
    public Audience {
        users = List.copyOf(users);
        if ((kind == AudienceKind.GROUP) != (groupId != null)) {
            throw new IllegalArgumentException("an audience of kind GROUP names a group, and no other does");
        }
    }

    public Audience(AudienceKind kind, List<UserId> users) {
        this(kind, users, null);
    }

    /** The same with these users. */
    public Audience of(List<UserId> members) {
        return new Audience(kind, members, groupId);
    }
}
