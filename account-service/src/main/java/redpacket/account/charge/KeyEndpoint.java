package redpacket.account.charge;

import java.util.Objects;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;

/** Called by packet-service alone: whether a money call of a user has bound a key. */
@RestController
final class KeyEndpoint {
    private final Shards shards;

    KeyEndpoint(Shards shards) {
        this.shards = shards;
    }

    @PostMapping("/internal/v1/charges/key")
    KeyAnswer key(@RequestBody KeyRequest request) {
        UserId user = UserId.of(request.userId());
        long bound = new SqlSessions(shards.of(user).group().primary(), KeyMapper.class)
                .read(session -> session.getMapper(KeyMapper.class).count(user.value(), request.idempotencyKey()));
        return new KeyAnswer(bound == 0 ? "FREE" : "BOUND");
    }

    record KeyRequest(long userId, String idempotencyKey) {
        KeyRequest {
            idempotencyKey = Objects.requireNonNullElse(idempotencyKey, "");
        }
    }

    record KeyAnswer(String outcome) {}

    @Mapper
    interface KeyMapper {
        @Select("SELECT COUNT(*) FROM idempotency_keys WHERE user_id = #{user} AND idempotency_key = #{key}")
        long count(@Param("user") long user, @Param("key") String key);
    }
}
