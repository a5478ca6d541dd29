package redpacket.packet.group;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;
import redpacket.packet.people.PeopleApi.Group;

/** Copies in the schema {@code control}. */
final class MyBatisGroupCopies implements GroupCopies {
    private final SqlSessions primary;

    MyBatisGroupCopies(MemberGroup group) {
        this.primary = new SqlSessions(group.primary(), CopyMapper.class);
    }

    @Override
    public void write(List<Group> groups) {
        primary.writeRetrying(session -> {
            CopyMapper mapper = session.getMapper(CopyMapper.class);
            for (Group group : groups) {
                String members = group.memberIds().stream().map(String::valueOf).collect(Collectors.joining(","));
                mapper.write(new Row(group.groupId(), group.version(), members));
            }
            return groups.size();
        });
    }

    @Override
    public Optional<Group> find(long groupId) {
        return primary.read(session -> session.getMapper(CopyMapper.class).find(groupId))
                .map(Row::toGroup);
    }

    /** members: ids with commas between. */
    record Row(long groupId, long version, String members) {
        Group toGroup() {
            return new Group(
                    groupId,
                    version,
                    members.isEmpty()
                            ? List.of()
                            : Arrays.stream(members.split(","))
                                    .map(Long::valueOf)
                                    .toList());
        }
    }

    @Mapper
    interface CopyMapper {
        /** An old version never replaces a newer one: members is assigned before version, by the stored version. */
        @Insert("INSERT INTO group_copies (group_id, version, members) VALUES (#{groupId}, #{version}, #{members})"
                + " ON DUPLICATE KEY UPDATE"
                + " members = IF(VALUES(version) > version, VALUES(members), members),"
                + " version = GREATEST(VALUES(version), version)")
        void write(Row row);

        @Select("SELECT group_id, version, members FROM group_copies WHERE group_id = #{group}")
        Optional<Row> find(@Param("group") long group);
    }
}
