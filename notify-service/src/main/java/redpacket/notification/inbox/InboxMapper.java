package redpacket.notification.inbox;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface InboxMapper {
    /** A message that is there already stays as it is. */
    @Insert("INSERT INTO inbox (user_id, message_number, kind, packet_id, from_user_id, text, at, source_event_id)"
            + " VALUES (#{userId}, #{messageNumber}, #{kind}, #{packetId}, #{fromUserId}, #{text}, #{at},"
            + " #{sourceEventId}) ON DUPLICATE KEY UPDATE user_id = user_id")
    void add(Message message);

    @Select("SELECT user_id, message_number, kind, packet_id, from_user_id, text, at, read_at, source_event_id"
            + " FROM inbox WHERE user_id = #{userId} AND message_number < #{before}"
            + " ORDER BY message_number DESC LIMIT #{limit}")
    List<Message> page(@Param("userId") long userId, @Param("before") long before, @Param("limit") int limit);

    @Delete("DELETE FROM inbox WHERE at < #{before} LIMIT #{limit}")
    int deleteOld(@Param("before") Instant before, @Param("limit") int limit);
}
