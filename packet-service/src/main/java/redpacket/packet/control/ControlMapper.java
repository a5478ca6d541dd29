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
    @Select("SELECT GREATEST((SELECT COALESCE(MAX(version), 0) FROM set_states),"
            + " (SELECT COALESCE(MAX(version), 0) FROM switches))")
    long version();

    /** Locks every row of the sets, so that changes of whatever kind come one after the other. */
    @Select("SELECT COALESCE(MAX(version), 0) FROM set_states FOR UPDATE")
    long lock();

    @Select("SELECT set_id, state, why, since FROM set_states ORDER BY set_id")
    List<Decisions.SetRow> sets();

    @Select("SELECT name, turned_on, why, since FROM switches ORDER BY name")
    List<Decisions.SwitchRow> switches();

    @Insert("INSERT IGNORE INTO switches (name, turned_on, why, since, version)"
            + " VALUES (#{name}, TRUE, 'new', #{at}, #{version})")
    int addSwitch(@Param("name") String name, @Param("at") Instant at, @Param("version") long version);

    @Update("UPDATE switches SET turned_on = #{on}, why = #{why}, since = #{at}, version = #{version}"
            + " WHERE name = #{name} AND turned_on <> #{on}")
    int turn(
            @Param("name") String name,
            @Param("on") boolean on,
            @Param("why") String why,
            @Param("at") Instant at,
            @Param("version") long version);

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
