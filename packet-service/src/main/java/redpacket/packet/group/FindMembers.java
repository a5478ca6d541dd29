package redpacket.packet.group;

import java.util.List;
import java.util.Optional;
import redpacket.common.client.ServiceCallException;
import redpacket.common.id.UserId;
import redpacket.packet.model.Groups;
import redpacket.packet.people.PeopleApi;

/**
 * Finds the members of a group. notify-service is asked first, so a member counts as soon as it is added. The copy
 * answers where notify-service does not, so a dead notify-service stops no packet.
 */
final class FindMembers implements Groups {
    private final PeopleApi people;
    private final GroupCopies copies;

    FindMembers(PeopleApi people, GroupCopies copies) {
        this.people = people;
        this.copies = copies;
    }

    @Override
    public Optional<List<UserId>> membersOf(long groupId) {
        Optional<PeopleApi.Group> group;
        try {
            group = Optional.of(people.group(groupId));
        } catch (ServiceCallException e) {
            group = e.isNotFound() ? Optional.empty() : copies.find(groupId);
        }
        return group.map(found -> found.memberIds().stream().map(UserId::of).toList());
    }
}
