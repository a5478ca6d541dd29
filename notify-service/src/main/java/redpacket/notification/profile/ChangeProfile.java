package redpacket.notification.profile;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.notification.store.PeopleStore;
import tools.jackson.databind.json.JsonMapper;

/** Changes a profile. An event of the same transaction updates the copies in the sets' Redis. */
@Component
class ChangeProfile {
    private static final JsonMapper JSON = new JsonMapper();

    private final PeopleStore store;
    private final SqlSessions sessions;
    private final NumberGenerator numbers;
    private final Clock clock;

    ChangeProfile(PeopleStore store, NumberGenerator numbers, Clock clock) {
        this.store = store;
        this.sessions = store.sessions(ProfileMapper.class);
        this.numbers = numbers;
        this.clock = clock;
    }

    Optional<ProfileRow> find(UserId user) {
        return sessions.read(session -> session.getMapper(ProfileMapper.class).find(user.value()));
    }

    void change(UserId user, String nickname, String avatarUrl) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sessions.writeRetrying(session -> {
            ProfileMapper mapper = session.getMapper(ProfileMapper.class);
            mapper.save(user.value(), nickname, avatarUrl, now);
            ProfileRow row = mapper.find(user.value()).orElseThrow();
            String payload = JSON.writeValueAsString(
                    new ProfileEvent(row.userId(), row.nickname(), row.avatarUrl(), row.version(), now));
            session.getMapper(OutboxMapper.class).insert(new OutboxRow(numbers.next(), user.value(), payload, now));
            return row;
        });
        store.wakeProfiles();
    }

    record ProfileRow(long userId, String nickname, String avatarUrl, long version) {}

    record ProfileEvent(long userId, String nickname, String avatarUrl, long version, Instant at) {}

    @Mapper
    interface ProfileMapper {
        @Select("SELECT user_id, nickname, avatar_url, version FROM profiles WHERE user_id = #{userId}")
        Optional<ProfileRow> find(@Param("userId") long userId);

        @Insert("INSERT INTO profiles (user_id, nickname, avatar_url, version, updated_at)"
                + " VALUES (#{userId}, #{nickname}, #{avatarUrl}, 1, #{now})"
                + " ON DUPLICATE KEY UPDATE nickname = VALUES(nickname), avatar_url = VALUES(avatar_url),"
                + " version = version + 1, updated_at = VALUES(updated_at)")
        void save(
                @Param("userId") long userId,
                @Param("nickname") String nickname,
                @Param("avatarUrl") String avatarUrl,
                @Param("now") Instant now);
    }
}
