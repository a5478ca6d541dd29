package redpacket.packet.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** Groups and profiles at notify-service. Nothing depends on an answer: each caller has copies of its own. */
public interface PeopleApi {
    @GetExchange("/internal/v1/groups/{groupId}")
    Group group(@PathVariable("groupId") long groupId);

    /** In the order of change, after a time and a user; no item is the end. */
    @GetExchange("/internal/v1/profiles")
    ChangedProfiles changedProfiles(@RequestParam("since") String since, @RequestParam("after") long afterUserId);

    /** Thanks of these users for a packet; the users are separated by commas. */
    @GetExchange("/internal/v1/packets/{packetId}/thanks")
    ThanksOfPacket thanks(@PathVariable("packetId") String packetId, @RequestParam("users") String users);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Group(long groupId, long version, List<Long> memberIds) {
        public Group {
            memberIds = List.copyOf(memberIds);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ChangedProfiles(List<ChangedProfile> items) {
        public ChangedProfiles {
            items = List.copyOf(items);
        }
    }

    /** A profile with the time of its last change. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ChangedProfile(
            long userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long version,
            Instant at) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ThanksOfPacket(List<GivenThanks> items) {
        public ThanksOfPacket {
            items = List.copyOf(items);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record GivenThanks(long userId, String text) {}
}
