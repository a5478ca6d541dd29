package redpacket.notification.group;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of groups.
 *
 * @param membersMax of one group, its owner among them
 * @param groupsMax that one user may own
 * @param listMembersMax members of all groups on one page of a list; a page has one group at least
 */
@ConfigurationProperties("redpacket.notify.group")
record GroupSettings(
        @DefaultValue("500") int membersMax,
        @DefaultValue("60") int nameCharactersMax,
        @DefaultValue("500") int groupsMax,
        @DefaultValue("10000") int listMembersMax) {
    /** The largest event, and the largest audience. */
    private static final int MEMBERS_LIMIT = 500;

    private static final int NAME_LIMIT = 60;

    GroupSettings {
        if (membersMax < 1 || membersMax > MEMBERS_LIMIT) {
            throw new IllegalArgumentException("redpacket.notify.group.members-max: 1 to " + MEMBERS_LIMIT);
        }
        if (nameCharactersMax < 1 || nameCharactersMax > NAME_LIMIT) {
            throw new IllegalArgumentException("redpacket.notify.group.name-characters-max: 1 to " + NAME_LIMIT);
        }
        if (groupsMax < 1 || listMembersMax < 1) {
            throw new IllegalArgumentException("redpacket.notify.group: every bound is at least 1");
        }
    }
}
