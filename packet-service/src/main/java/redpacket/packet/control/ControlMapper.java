package redpacket.packet.control;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.common.set.SetState;

/** The schema control. */
@Mapper
interface ControlMapper {
    @Select("SELECT COALESCE(MAX(version), 0) FROM set_states")
    long version();

    /** Locks every row, so that changes come one after the other. */
    @Select("SELECT COALESCE(MAX(version), 0) FROM set_states FOR UPDATE")
    long lockedVersion();

    @Select("SELECT set_id, state, why, since FROM set_states ORDER BY set_id")
    List<SetStates.Row> rows();

    @Insert("INSERT IGNORE INTO set_states (set_id, state, why, since, version)"
            + " VALUES (#{set}, 'OPEN', 'new', #{at}, #{version})")
    int addMissing(@Param("set") int set, @Param("at") Instant at, @Param("version") long version);

    @Update("UPDATE set_states SET state = #{state}, why = #{why}, since = #{at}, version = #{version}"
            + " WHERE set_id = #{set} AND state <> #{state}")
    int decide(
            @Param("set") int set,
            @Param("state") SetState state,
            @Param("why") String why,
            @Param("at") Instant at,
            @Param("version") long version);
}
