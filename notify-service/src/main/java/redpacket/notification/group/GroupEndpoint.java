package redpacket.notification.group;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.common.web.Paging;
import redpacket.notification.store.FirstAnswers;

/** /v1/groups, and for packet-service the members of a group. */
@RestController
final class GroupEndpoint {
    private final KeepGroups groups;
    private final GroupSettings settings;

    GroupEndpoint(KeepGroups groups, GroupSettings settings) {
        this.groups = groups;
        this.settings = settings;
    }

    @PostMapping("/v1/groups")
    @ResponseStatus(HttpStatus.CREATED)
    GroupAnswer make(
            UserId caller,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody GroupRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        String name = request.checkedName(settings);
        SortedSet<UserId> members = request.checkedMembers(caller, settings);
        return groups.make(
                FirstAnswers.Request.of(
                        FirstAnswers.Kind.GROUP,
                        caller,
                        idempotencyKey,
                        "group",
                        name,
                        members.stream().map(UserId::value).toList()),
                name,
                members);
    }

    @GetMapping("/v1/groups")
    Paging.Page<GroupAnswer> list(UserId caller, Paging paging) {
        return groups.list(caller, paging);
    }

    @PutMapping("/v1/groups/{groupId}/members/{userId}")
    GroupAnswer add(UserId caller, @PathVariable("groupId") String groupId, @PathVariable("userId") String userId) {
        return groups.add(caller, groupIdOf(groupId), userOf(userId));
    }

    @DeleteMapping("/v1/groups/{groupId}/members/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(UserId caller, @PathVariable("groupId") String groupId, @PathVariable("userId") String userId) {
        groups.remove(caller, groupIdOf(groupId), userOf(userId));
    }

    @GetMapping("/internal/v1/groups/{groupId}")
    KeepGroups.GroupEvent find(@PathVariable("groupId") String groupId) {
        return groups.find(groupIdOf(groupId)).orElseThrow(Problem::notFound);
    }

    /** A group id is spelled as a user id is. */
    private static long groupIdOf(String text) {
        return UserId.parse(text).orElseThrow(Problem::notFound).value();
    }

    private static UserId userOf(String text) {
        return UserId.parse(text).orElseThrow(() -> Problem.invalid("INVALID_USER", "A user id is a decimal number."));
    }
}
