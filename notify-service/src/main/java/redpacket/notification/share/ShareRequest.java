package redpacket.notification.share;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** The body of a share: a group, or users. */
record ShareRequest(@Nullable String groupId, @Nullable List<@Nullable String> userIds) {

    /** The named users, or the group. */
    Target checked(ShareSettings settings) {
        if ((groupId == null) == (userIds == null)) {
            throw Problem.invalid("INVALID_RECIPIENTS", "Send either groupId or userIds.");
        }
        if (groupId != null) {
            // A group id is spelled as a user id is; any other spelling is an unknown group.
            return new Target(
                    UserId.parse(groupId).orElseThrow(Problem::notFound).value(), new TreeSet<>());
        }
        SortedSet<Long> users = new TreeSet<>();
        for (String text : userIds == null ? List.<@Nullable String>of() : userIds) {
            UserId user = UserId.parse(text == null ? "" : text)
                    .orElseThrow(
                            () -> Problem.invalid("INVALID_RECIPIENTS", "A user id is a decimal number as a string."));
            if (!users.add(user.value())) {
                throw Problem.invalid("INVALID_RECIPIENTS", "userIds name a user twice.");
            }
        }
        if (users.isEmpty() || users.size() > settings.recipientsMax()) {
            throw Problem.invalid("INVALID_RECIPIENTS", "userIds are 1 to " + settings.recipientsMax() + " users.");
        }
        return new Target(null, users);
    }

    /** users is empty where there is a group. */
    record Target(@Nullable Long groupId, SortedSet<Long> users) {}
}
