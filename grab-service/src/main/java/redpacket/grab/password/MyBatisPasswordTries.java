package redpacket.grab.password;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.grab.lane.ServedSets;

/**
 * Counts tries in the set's database. A try is taken before the password is compared and returned when it is right. So
 * concurrent guesses, a second owner or a lost cache never allow a sixth.
 */
@Component
class MyBatisPasswordTries implements PasswordTries {
    private final ServedSets sets;
    private final Map<SetId, SqlSessions> sessions = new ConcurrentHashMap<>();

    MyBatisPasswordTries(ServedSets sets) {
        this.sets = sets;
    }

    @Override
    public boolean take(PacketId packet, long userId) {
        return of(packet).writeRetrying(session -> {
            TryMapper mapper = session.getMapper(TryMapper.class);
            mapper.add(packet.number(), userId);
            if (mapper.tries(packet.number(), userId) <= TRIES_MAX) {
                return true;
            }
            // The count never exceeds five, so that a try that is returned later counts.
            mapper.giveBack(packet.number(), userId);
            return false;
        });
    }

    @Override
    public void giveBack(PacketId packet, long userId) {
        of(packet).writeRetrying(session -> session.getMapper(TryMapper.class).giveBack(packet.number(), userId));
    }

    private SqlSessions of(PacketId packet) {
        return sessions.computeIfAbsent(
                packet.set(), set -> new SqlSessions(sets.of(set).primary(), TryMapper.class));
    }

    @Mapper
    interface TryMapper {
        @Insert("INSERT INTO password_tries (packet_id, user_id, tries) VALUES (#{packet}, #{user}, 1)"
                + " ON DUPLICATE KEY UPDATE tries = tries + 1")
        void add(@Param("packet") long packet, @Param("user") long user);

        @Select("SELECT tries FROM password_tries WHERE packet_id = #{packet} AND user_id = #{user}")
        int tries(@Param("packet") long packet, @Param("user") long user);

        @Update("UPDATE password_tries SET tries = tries - 1 WHERE packet_id = #{packet} AND user_id = #{user}")
        int giveBack(@Param("packet") long packet, @Param("user") long user);
    }
}
