package redpacket.notification.thank;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface ThanksMapper {
    @Select("SELECT sender_id FROM received_packets WHERE user_id = #{user} AND packet_id = #{packet}")
    Optional<Long> senderOf(@Param("user") long user, @Param("packet") String packet);

    @Select("SELECT packet_id, text, at FROM thanks WHERE packet_id = #{packet} AND user_id = #{user}")
    Optional<ThanksAnswer> find(@Param("packet") String packet, @Param("user") long user);

    @Insert("INSERT INTO thanks (packet_id, user_id, sender_id, text, at)"
            + " VALUES (#{packet}, #{user}, #{sender}, #{text}, #{at})")
    void insert(
            @Param("packet") String packet,
            @Param("user") long user,
            @Param("sender") long sender,
            @Param("text") String text,
            @Param("at") Instant at);

    @Select({
        "<script>SELECT user_id, text FROM thanks WHERE packet_id = #{packet} AND user_id IN",
        "<foreach collection='users' item='user' open='(' separator=',' close=')'>#{user}</foreach></script>"
    })
    List<Given> of(@Param("packet") String packet, @Param("users") Collection<Long> users);

    record Given(long userId, String text) {}
}
