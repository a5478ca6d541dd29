package redpacket.notification.store;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface KeyMapper {
    @Select("SELECT request_hash, answer FROM idempotency_keys WHERE user_id = #{user} AND idempotency_key = #{key}")
    Optional<Bound> find(@Param("user") long user, @Param("key") String key);

    @Insert("INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, answer, created_at)"
            + " VALUES (#{user}, #{key}, #{bound.requestHash}, #{bound.answer}, #{at})")
    void bind(@Param("user") long user, @Param("key") String key, @Param("bound") Bound bound, @Param("at") Instant at);

    @Delete("DELETE FROM idempotency_keys WHERE created_at < #{before} LIMIT #{limit}")
    int deleteOld(@Param("before") Instant before, @Param("limit") int limit);

    record Bound(String requestHash, String answer) {}
}
