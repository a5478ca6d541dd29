package redpacket.notification.share;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface ShareMapper {
    @Select("SELECT user_id FROM group_members WHERE group_id = #{group}")
    List<Long> members(@Param("group") long group);

    @Insert("INSERT INTO shares (share_id, packet_id, sender_id, recipients, created_at)"
            + " VALUES (#{share}, #{packet}, #{sender}, #{recipients}, #{at})")
    void insert(
            @Param("share") long share,
            @Param("packet") String packet,
            @Param("sender") long sender,
            @Param("recipients") int recipients,
            @Param("at") Instant at);

    @Insert({
        "<script>INSERT INTO share_recipients (share_id, user_id) VALUES",
        "<foreach collection='users' item='user' separator=','>(#{share}, #{user})</foreach></script>"
    })
    void insertRecipients(@Param("share") long share, @Param("users") Collection<Long> users);

    /** The oldest share first, so that the shares of a sender arrive in their order. */
    @Select("SELECT r.share_id, r.user_id, s.packet_id, s.sender_id, s.created_at FROM share_recipients r"
            + " JOIN shares s ON s.share_id = r.share_id ORDER BY r.share_id, r.user_id LIMIT #{limit}")
    List<Delivery> oldest(@Param("limit") int limit);

    @Delete({
        "<script>DELETE FROM share_recipients WHERE",
        "<foreach collection='deliveries' item='one' separator=' OR '>",
        "(share_id = #{one.shareId} AND user_id = #{one.userId})</foreach></script>"
    })
    void delete(@Param("deliveries") List<Delivery> deliveries);

    @Select("SELECT COUNT(*) FROM share_recipients")
    long pending();

    /** An undelivered message. */
    record Delivery(long shareId, long userId, String packetId, long senderId, Instant createdAt) {}
}
