package redpacket.notification.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import redpacket.notification.model.Message;
import redpacket.notification.model.News;

@Mapper
interface InboxMapper {
    String COLUMNS = "user_id, message_number, kind, packet_id, from_user_id, text, at, read_at, source_event_id";

    /** Takes as many numbers of each user as are asked for, all larger than floor, and locks who takes them. */
    @Insert({
        "<script>INSERT INTO inbox_heads (user_id, last_number) VALUES",
        "<foreach collection='heads' item='head' separator=','>",
        "(#{head.userId}, #{floor} + #{head.lastNumber})</foreach>",
        "ON DUPLICATE KEY UPDATE last_number =",
        "GREATEST(last_number + VALUES(last_number) - #{floor}, VALUES(last_number))</script>"
    })
    void take(@Param("heads") List<Head> heads, @Param("floor") long floor);

    @Select({
        "<script>SELECT user_id, last_number FROM inbox_heads WHERE user_id IN",
        "<foreach collection='users' item='user' open='(' separator=',' close=')'>#{user}</foreach></script>"
    })
    List<Head> heads(@Param("users") Collection<Long> users);

    /** A message that is there already stays as it is. */
    @Insert({
        "<script>INSERT INTO inbox (user_id, message_number, kind, packet_id, from_user_id, text, at, source_event_id)",
        "VALUES <foreach collection='rows' item='row' separator=','>(#{row.news.userId}, #{row.number},",
        "#{row.news.kind}, #{row.news.packetId}, #{row.news.fromUserId}, #{row.news.text}, #{row.news.at},",
        "#{row.news.sourceId})</foreach> ON DUPLICATE KEY UPDATE user_id = inbox.user_id</script>"
    })
    void add(@Param("rows") List<Numbered> rows);

    @Select("SELECT " + COLUMNS + " FROM inbox WHERE user_id = #{userId} AND message_number < #{before}"
            + " ORDER BY message_number DESC LIMIT #{limit}")
    List<Message> page(@Param("userId") long userId, @Param("before") long before, @Param("limit") int limit);

    @Select("SELECT " + COLUMNS + " FROM inbox WHERE user_id = #{userId} AND message_number > #{after}"
            + " ORDER BY message_number LIMIT #{limit}")
    List<Message> after(@Param("userId") long userId, @Param("after") long after, @Param("limit") int limit);

    @Delete("DELETE FROM inbox WHERE at < #{before} LIMIT #{limit}")
    int deleteOld(@Param("before") Instant before, @Param("limit") int limit);

    /** A user's last number; in take, how many are wanted. */
    record Head(long userId, long lastNumber) {}

    record Numbered(News news, long number) {}
}
