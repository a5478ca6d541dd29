package redpacket.notification.group;

import java.util.List;

/** The outcome of a change of a group's members. In order of precedence. */
sealed interface MemberChange {
    /** There is no such group for this caller. */
    record NotFound() implements MemberChange {}

    /** The owner adds and removes members; any other member can only leave. */
    record NotAllowed() implements MemberChange {}

    /** Nothing to do. */
    record Unchanged() implements MemberChange {}

    record Full() implements MemberChange {}

    /** The members and the owner after the change; the longest-standing member is first. */
    record Changed(List<Long> members, long ownerId) implements MemberChange {
        public Changed {
            members = List.copyOf(members);
        }
    }

    /** Adds a user. */
    static MemberChange adding(long caller, long user, List<Long> members, long ownerId, int membersMax) {
        if (!members.contains(caller)) {
            return new NotFound();
        }
        if (caller != ownerId) {
            return new NotAllowed();
        }
        if (members.contains(user)) {
            return new Unchanged();
        }
        if (members.size() >= membersMax) {
            return new Full();
        }
        List<Long> more = new java.util.ArrayList<>(members);
        more.add(user);
        return new Changed(more, ownerId);
    }

    /** Removes a user. When the owner leaves, the longest-standing other member becomes the owner. */
    static MemberChange removing(long caller, long user, List<Long> members, long ownerId) {
        if (!members.contains(caller)) {
            return new NotFound();
        }
        if (caller != ownerId && caller != user) {
            return new NotAllowed();
        }
        if (!members.contains(user)) {
            return new Unchanged();
        }
        List<Long> fewer = members.stream().filter(member -> member != user).toList();
        return new Changed(fewer, user == ownerId && !fewer.isEmpty() ? fewer.getFirst() : ownerId);
    }
}
