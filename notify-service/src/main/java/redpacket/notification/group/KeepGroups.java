package redpacket.notification.group;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.ibatis.session.SqlSession;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;
import redpacket.common.outbox.OutboxRow;
import redpacket.common.problem.Problem;
import redpacket.common.web.Paging;
import redpacket.notification.group.GroupMapper.GroupRow;
import redpacket.notification.group.GroupMapper.MemberRow;
import redpacket.notification.store.FirstAnswers;
import redpacket.notification.store.PeopleStore;
import tools.jackson.databind.json.JsonMapper;

/** Makes groups and changes their members. An event of the same transaction tells packet-service of each change. */
@Component
class KeepGroups {
    private static final JsonMapper JSON = new JsonMapper();

    private final PeopleStore store;
    private final SqlSessions sessions;
    private final FirstAnswers answers;
    private final NumberGenerator numbers;
    private final GroupSettings settings;
    private final Clock clock;

    KeepGroups(PeopleStore store, FirstAnswers answers, NumberGenerator numbers, GroupSettings settings, Clock clock) {
        this.store = store;
        this.sessions = store.sessions(GroupMapper.class);
        this.answers = answers;
        this.numbers = numbers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes a group, once for the key of the request. */
    GroupAnswer make(FirstAnswers.Request request, String name, SortedSet<UserId> members) {
        List<Long> users = members.stream().map(UserId::value).toList();
        long owner = request.user().value();
        GroupAnswer answer = answers.once(sessions, request, GroupAnswer.class, session -> {
            GroupMapper mapper = session.getMapper(GroupMapper.class);
            if (mapper.ownedBy(owner) >= settings.groupsMax()) {
                throw Problem.of(403, "TOO_MANY_GROUPS", "A user owns at most " + settings.groupsMax() + " groups.");
            }
            GroupRow group = new GroupRow(numbers.next(), name, owner, 1, now());
            mapper.insert(group);
            mapper.addMembers(group.groupId(), users, group.createdAt());
            tell(mapper, group.groupId(), group.version(), users);
            return GroupAnswer.of(group, users);
        });
        store.wakeGroups();
        return answer;
    }

    GroupAnswer add(UserId caller, long groupId, UserId user) {
        return change(
                groupId,
                (group, members) -> MemberChange.adding(
                        caller.value(), user.value(), members, group.ownerId(), settings.membersMax()),
                mapper -> mapper.addMembers(groupId, List.of(user.value()), now()));
    }

    void remove(UserId caller, long groupId, UserId user) {
        change(
                groupId,
                (group, members) -> MemberChange.removing(caller.value(), user.value(), members, group.ownerId()),
                mapper -> mapper.removeMember(groupId, user.value()));
    }

    private GroupAnswer change(
            long groupId,
            BiFunction<GroupRow, List<Long>, MemberChange> decide,
            java.util.function.Consumer<GroupMapper> write) {
        GroupAnswer answer = sessions.writeRetrying(session -> {
            GroupMapper mapper = session.getMapper(GroupMapper.class);
            GroupRow group = mapper.lock(groupId).orElseThrow(Problem::notFound);
            List<Long> members = mapper.members(groupId);
            return switch (decide.apply(group, members)) {
                case MemberChange.NotFound ignored -> throw Problem.notFound();
                case MemberChange.NotAllowed ignored ->
                    throw Problem.of(
                            403, "NOT_OWNER", "Only the owner changes the members of a group; a member may leave it.");
                case MemberChange.Unchanged ignored -> GroupAnswer.of(group, members);
                case MemberChange.Full ignored ->
                    throw Problem.of(409, "GROUP_FULL", "A group has at most " + settings.membersMax() + " members.");
                case MemberChange.Changed changed -> {
                    write.accept(mapper);
                    GroupRow after = new GroupRow(
                            groupId, group.name(), changed.ownerId(), group.version() + 1, group.createdAt());
                    mapper.change(groupId, after.ownerId(), after.version());
                    tell(mapper, groupId, after.version(), changed.members());
                    yield GroupAnswer.of(after, changed.members());
                }
            };
        });
        store.wakeGroups();
        return answer;
    }

    /** The caller's groups, newest first. A page of large groups has fewer of them. */
    Paging.Page<GroupAnswer> list(UserId caller, Paging paging) {
        return sessions.readSnapshot(session -> {
            GroupMapper mapper = session.getMapper(GroupMapper.class);
            List<GroupRow> groups = mapper.ofMember(caller.value(), paging.before(), paging.rowsToRead());
            Map<Long, List<Long>> members = membersOf(mapper, groups);
            int fit = 0;
            for (int sum = 0; fit < Math.min(groups.size(), paging.limit()); fit++) {
                sum += members.getOrDefault(groups.get(fit).groupId(), List.of())
                        .size();
                if (fit > 0 && sum > settings.listMembersMax()) {
                    break;
                }
            }
            return paging.withLimit(Math.max(1, fit))
                    .page(groups, GroupRow::groupId)
                    .map(group -> GroupAnswer.of(group, members.getOrDefault(group.groupId(), List.of())));
        });
    }

    private static Map<Long, List<Long>> membersOf(GroupMapper mapper, List<GroupRow> groups) {
        if (groups.isEmpty()) {
            return Map.of();
        }
        return mapper.membersOf(groups.stream().map(GroupRow::groupId).toList()).stream()
                .collect(Collectors.groupingBy(
                        MemberRow::groupId, Collectors.mapping(MemberRow::userId, Collectors.toList())));
    }

    /** For packet-service: the version and the members. */
    Optional<GroupEvent> find(long groupId) {
        return sessions.readSnapshot((SqlSession session) -> {
            GroupMapper mapper = session.getMapper(GroupMapper.class);
            return mapper.find(groupId)
                    .map(group -> new GroupEvent(groupId, group.version(), mapper.members(groupId), now()));
        });
    }

    private void tell(GroupMapper mapper, long groupId, long version, List<Long> members) {
        Instant now = now();
        String payload = JSON.writeValueAsString(new GroupEvent(groupId, version, members, now));
        mapper.tell(new OutboxRow(numbers.next(), groupId, payload, now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** All members of a group as of a version, which grows with each change. */
    record GroupEvent(long groupId, long version, List<Long> memberIds, Instant at) {
        GroupEvent {
            memberIds = List.copyOf(memberIds);
        }
    }
}
