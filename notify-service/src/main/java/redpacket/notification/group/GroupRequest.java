package redpacket.notification.group;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** The body of POST /v1/groups, as it came. */
record GroupRequest(@Nullable String name, @Nullable List<@Nullable String> memberIds) {

    String checkedName(GroupSettings settings) {
        if (name == null
                || name.isBlank()
                || name.codePointCount(0, name.length()) > settings.nameCharactersMax()
                || name.codePoints().anyMatch(GroupRequest::isUnprintable)) {
            throw Problem.invalid(
                    "INVALID_NAME", "name has 1 to " + settings.nameCharactersMax() + " printable characters.");
        }
        return name;
    }

    private static boolean isUnprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** All members, the owner among them, whether the body names him or not. */
    SortedSet<UserId> checkedMembers(UserId owner, GroupSettings settings) {
        if (memberIds == null) {
            throw Problem.invalid("INVALID_MEMBERS", "memberIds is a list of user ids, and may be empty.");
        }
        SortedSet<UserId> members = new TreeSet<>();
        for (String text : memberIds) {
            UserId member = UserId.parse(text == null ? "" : text)
                    .orElseThrow(
                            () -> Problem.invalid("INVALID_MEMBERS", "A user id is a decimal number as a string."));
            if (!members.add(member)) {
                throw Problem.invalid("INVALID_MEMBERS", "memberIds names a user twice.");
            }
        }
        members.add(owner);
        if (members.size() > settings.membersMax()) {
            throw Problem.invalid(
                    "INVALID_MEMBERS",
                    "A group has at most " + settings.membersMax() + " members, its owner among them.");
        }
        return members;
    }

    /** A group's name is its members' business. */
    @Override
    public String toString() {
        return "GroupRequest[…]";
    }
}
