package redpacket.packet.group;

import java.util.List;
import java.util.Optional;
import redpacket.packet.people.PeopleApi.Group;

/** The copies of groups. Methods throw when the database does not answer. */
interface GroupCopies {
    /** Of each group the newest version stays. */
    void write(List<Group> groups);

    Optional<Group> find(long groupId);
}
