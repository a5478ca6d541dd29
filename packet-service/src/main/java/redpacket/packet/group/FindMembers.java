package redpacket.packet.group;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.UserId;
import redpacket.packet.model.Groups;
import redpacket.packet.people.AskNotify;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is in a group: what notify-service says, so that a member who has just been added counts at once; the copy where it
 * says nothing, so that a dead notify-service stops no packet.
 */
final class FindMembers implements Groups {
    private static final Logger LOG = LoggerFactory.getLogger(FindMembers.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final AskNotify notifications;
    private final GroupCopies copies;

    FindMembers(AskNotify notifications, GroupCopies copies) {
        this.notifications = notifications;
        this.copies = copies;
    }

    @Override
    public Optional<List<UserId>> membersOf(long groupId) {
        Optional<AskNotify.Said> said = notifications.get("/internal/v1/groups/" + groupId);
        if (said.isPresent() && said.get().status() == NOT_FOUND) {
            return Optional.empty();
        }
        return said.filter(answer -> answer.status() == OK)
                .flatMap(answer -> stateOf(answer.body()))
                .or(() -> copies.find(groupId))
                .map(group -> group.memberIds().stream().map(UserId::of).toList());
    }

    private static Optional<GroupState> stateOf(String body) {
        try {
            return Optional.of(JSON.readValue(body, GroupState.class));
        } catch (JacksonException e) {
            LOG.error("notify-service answered what is no group: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
