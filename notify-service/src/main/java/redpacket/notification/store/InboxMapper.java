package redpacket.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.notification.model.Message;

@Mapper
interface InboxMapper {
    String COLUMNS = "user_id, message_number, kind, packet_id, from_user_id, text, at, read_at, source_event_id";
    String LAST_READ = "COALESCE((SELECT r.message_number FROM inbox r WHERE r.user_id = #{userId}"
            + " AND r.read_at IS NOT NULL ORDER BY r.message_number DESC LIMIT 1), 0)";

    /** Takes so many numbers, larger than floor and than every number taken before, and locks them until the commit. */
    @Update("UPDATE inbox_numbers SET last_number = GREATEST(last_number, #{floor}) + #{count} WHERE id = 1")
    void take(@Param("count") int count, @Param("floor") long floor);

    /** The last number that was taken; in the transaction that takes some, the last of those. */
    @Select("SELECT last_number FROM inbox_numbers WHERE id = 1")
    long taken();

    /**
     * By the primary key, of which the end is read for each user. The other keys would read all messages of the users.
     */
    @Select({
        "<script>SELECT user_id, MAX(message_number) AS last_number FROM inbox FORCE INDEX (PRIMARY) WHERE user_id IN",
        "<foreach collection='users' item='user' open='(' separator=',' close=')'>#{user}</foreach>",
        "AND message_number &gt; #{after} GROUP BY user_id</script>"
    })
    List<Last> newest(@Param("users") Collection<Long> users, @Param("after") long after);

    @Select("SELECT " + COLUMNS + " FROM inbox WHERE user_id = #{userId} AND message_number < #{before}"
            + " ORDER BY message_number DESC LIMIT #{limit}")
    List<Message> page(@Param("userId") long userId, @Param("before") long before, @Param("limit") int limit);

    @Select("SELECT " + COLUMNS + " FROM inbox WHERE user_id = #{userId} AND message_number > #{after}"
            + " ORDER BY message_number LIMIT #{limit}")
    List<Message> after(@Param("userId") long userId, @Param("after") long after, @Param("limit") int limit);

    @Select("SELECT COUNT(*) FROM inbox WHERE user_id = #{userId} AND message_number = #{number}")
    boolean has(@Param("userId") long userId, @Param("number") long number);

    /** All messages up to a read one are read, so the first read one from the end ends the count. */
    @Select("SELECT COUNT(*) FROM inbox WHERE user_id = #{userId} AND message_number > " + LAST_READ)
    long unread(@Param("userId") long userId);

    /** The oldest of the unread messages first, so that all messages up to a read one are read at any time. */
    @Update("UPDATE inbox SET read_at = #{at} WHERE user_id = #{userId} AND message_number > #{after}"
            + " AND message_number <= #{upTo} AND read_at IS NULL ORDER BY message_number LIMIT #{limit}")
    int read(
            @Param("userId") long userId,
            @Param("after") long after,
            @Param("upTo") long upTo,
            @Param("at") Instant at,
            @Param("limit") int limit);

    @Select("SELECT " + LAST_READ)
    long lastRead(@Param("userId") long userId);

    @Delete("DELETE FROM inbox WHERE at < #{before} LIMIT #{limit}")
    int deleteOld(@Param("before") Instant before, @Param("limit") int limit);

    record Last(long userId, long lastNumber) {}
}
