package redpacket.notification.profile;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.problem.Problem;
import redpacket.notification.profile.ChangeProfile.ProfileEvent;
import redpacket.notification.store.PeopleStore;

/** The changed profiles in their present state. packet-service repairs its copies by them. */
@RestController
final class ChangedProfilesEndpoint {
    private static final int LIMIT_MAX = 500;

    private final SqlSessions sessions;

    ChangedProfilesEndpoint(PeopleStore store) {
        this.sessions = store.sessions(ChangedMapper.class);
    }

    /** At most 500 profiles in the order of their changes, from this time and user on. */
    @GetMapping("/internal/v1/profiles")
    Changed changed(@RequestParam("since") String since, @RequestParam("after") long afterUser) {
        try {
            Instant from = Instant.parse(since);
            return new Changed(sessions.read(
                    session -> session.getMapper(ChangedMapper.class).changed(from, afterUser, LIMIT_MAX)));
        } catch (DateTimeParseException e) {
            throw Problem.invalid("INVALID_SINCE", "since is a time.");
        }
    }

    record Changed(List<ProfileEvent> items) {}

    @Mapper
    interface ChangedMapper {
        @Select("SELECT user_id, nickname, avatar_url, version, updated_at AS at FROM profiles"
                + " WHERE updated_at >= #{since} AND (updated_at > #{since} OR user_id > #{afterUser})"
                + " ORDER BY updated_at, user_id LIMIT #{limit}")
        List<ProfileEvent> changed(
                @Param("since") Instant since, @Param("afterUser") long afterUser, @Param("limit") int limit);
    }
}
