package redpacket.notification.group;

import java.time.Instant;
import java.util.List;

/** A group as its members see it. */
record GroupAnswer(
        String groupId, String name, String ownerId, List<String> memberIds, int memberCount, Instant createdAt) {
    GroupAnswer {
        memberIds = List.copyOf(memberIds);
    }

    static GroupAnswer of(GroupMapper.GroupRow group, List<Long> members) {
        return new GroupAnswer(
                Long.toString(group.groupId()),
                group.name(),
                Long.toString(group.ownerId()),
                members.stream().map(String::valueOf).toList(),
                members.size(),
                group.createdAt());
    }
}
