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
import redpacket.grab.lane.GrabSets;

/**
 * Counts tries in the set's database. A try is taken before the password is looked at and given back when it was
 * right, so that guesses sent at once, to two owners, or after a cache was lost, never make more than five.
 */
@Component
public class PasswordTries {
    static final int TRIES_MAX = 5;

    private final GrabSets sets;
    private final Map<SetId, SqlSessions> sessions = new ConcurrentHashMap<>();

    PasswordTries(GrabSets sets) {
        this.sets = sets;
    }

    /** Takes a try; false when none is left. Durable when it returns. */
    public boolean take(PacketId packet, long userId) {
        return of(packet).writeRetrying(session -> {
            TryMapper mapper = session.getMapper(TryMapper.class);
            mapper.add(packet.number(), userId);
            if (mapper.tries(packet.number(), userId) <= TRIES_MAX) {
                return true;
            }
            // Not above five, so that one that is given back later counts.
            mapper.giveBack(packet.number(), userId);
            return false;
        });
    }

    /** The password was right. */
    public void giveBack(PacketId packet, long userId) {
        of(packet).writeRetrying(session -> session.getMapper(TryMapper.class).giveBack(packet.number(), userId));
    }

    private SqlSessions of(PacketId packet) {
        return sessions.computeIfAbsent(
                packet.set(), set -> new SqlSessions(sets.of(set).group().primary(), TryMapper.class));
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
