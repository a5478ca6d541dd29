package redpacket.notification.group;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.text.TextRules;

/** The body of POST /v1/groups, as it came. */
record GroupRequest(@Nullable String name, @Nullable List<@Nullable String> memberIds) {

    String checkedName(GroupSettings settings) {
        return TextRules.visible(name, settings.nameCharactersMax())
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_NAME",
                        "name is visible text of 1 to " + settings.nameCharactersMax() + " characters."));
    }

    /** All members. The owner is one of them, with or without being named in the body. */
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

    /** Only its members see a group's name. */
    @Override
    public String toString() {
        return "GroupRequest[…]";
    }
}
