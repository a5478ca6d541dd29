package redpacket.notification.group;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.common.outbox.OutboxRow;

@Mapper
interface GroupMapper {
    String COLUMNS = "g.group_id, g.name, g.owner_id, g.version, g.created_at";

    @Insert("INSERT INTO chat_groups (group_id, name, owner_id, version, created_at)"
            + " VALUES (#{groupId}, #{name}, #{ownerId}, #{version}, #{createdAt})")
    void insert(GroupRow group);

    @Insert({
        "<script>INSERT INTO group_members (group_id, user_id, added_at) VALUES",
        "<foreach collection='users' item='user' separator=','>(#{group}, #{user}, #{at})</foreach></script>"
    })
    void addMembers(@Param("group") long group, @Param("users") Collection<Long> users, @Param("at") Instant at);

    @Delete("DELETE FROM group_members WHERE group_id = #{group} AND user_id = #{user}")
    void removeMember(@Param("group") long group, @Param("user") long user);

    @Select("SELECT " + COLUMNS + " FROM chat_groups g WHERE g.group_id = #{group}")
    Optional<GroupRow> find(@Param("group") long group);

    /** Changes of one group come one after the other. */
    @Select("SELECT " + COLUMNS + " FROM chat_groups g WHERE g.group_id = #{group} FOR UPDATE")
    Optional<GroupRow> lock(@Param("group") long group);

    @Update("UPDATE chat_groups SET owner_id = #{owner}, version = #{version} WHERE group_id = #{group}")
    void change(@Param("group") long group, @Param("owner") long owner, @Param("version") long version);

    /** The longest-standing member is first. */
    @Select("SELECT user_id FROM group_members WHERE group_id = #{group} ORDER BY added_at, user_id")
    List<Long> members(@Param("group") long group);

    @Select({
        "<script>SELECT group_id, user_id FROM group_members WHERE group_id IN",
        "<foreach collection='groups' item='group' open='(' separator=',' close=')'>#{group}</foreach>",
        "ORDER BY group_id, added_at, user_id</script>"
    })
    List<MemberRow> membersOf(@Param("groups") Collection<Long> groups);

    @Select("SELECT " + COLUMNS + " FROM group_members m JOIN chat_groups g ON g.group_id = m.group_id"
            + " WHERE m.user_id = #{user} AND m.group_id < #{before} ORDER BY m.group_id DESC LIMIT #{limit}")
    List<GroupRow> ofMember(@Param("user") long user, @Param("before") long before, @Param("limit") int limit);

    @Select("SELECT COUNT(*) FROM group_members m JOIN chat_groups g ON g.group_id = m.group_id"
            + " WHERE m.user_id = #{owner} AND g.owner_id = #{owner}")
    int ownedBy(@Param("owner") long owner);

    @Insert("INSERT INTO group_outbox (id, event_key, payload, created_at)"
            + " VALUES (#{id}, #{eventKey}, #{payload}, #{createdAt})")
    void tell(OutboxRow row);

    /** The larger the version, the newer. */
    record GroupRow(long groupId, String name, long ownerId, long version, Instant createdAt) {}

    record MemberRow(long groupId, long userId) {}
}
